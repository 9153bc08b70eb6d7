import { expect, test } from 'vitest';
import type { Scheduler, TimerTask } from '../../lib/ports/scheduler.ts';

/** A scheduler whose time the test lets pass. */
export interface SchedulerWorld {
  readonly scheduler: Scheduler;
  /** What fires until then, in order; each once. */
  readonly passTime: (until: string) => Promise<readonly TimerTask[]>;
}

const reminder = (approval: string): TimerTask => ({ kind: 'approval-reminder', approval });
const release: TimerTask = { kind: 'release-hold', workflow: 'lead-follow-up', key: 'run-1/lines/0' };

/** What every scheduler does. Each world begins on 2026-03-01 at 10:00 UTC. */
export function schedulerContract(create: () => Promise<SchedulerWorld>): void {
  test('fires once, and not before its time', async () => {
    const { scheduler, passTime } = await create();
    await scheduler.at({ id: 'remind a', at: '2026-03-01T14:00:00.000Z', task: reminder('a') });
    expect(await passTime('2026-03-01T13:59:00.000Z')).toEqual([]);
    expect(await passTime('2026-03-01T14:00:00.000Z')).toEqual([reminder('a')]);
    expect(await passTime('2027-03-01T14:00:00.000Z')).toEqual([]);
  });

  test('fires in the order of time, whatever was set first', async () => {
    const { scheduler, passTime } = await create();
    await scheduler.at({ id: 'release run-1/lines/0', at: '2026-03-03T10:00:00.000Z', task: release });
    await scheduler.at({ id: 'remind b', at: '2026-03-02T10:00:00.000Z', task: reminder('b') });
    expect(await passTime('2026-03-04T10:00:00.000Z')).toEqual([reminder('b'), release]);
  });

  test('the same id replaces what it stood for', async () => {
    const { scheduler, passTime } = await create();
    await scheduler.at({ id: 'remind a', at: '2026-03-01T12:00:00.000Z', task: reminder('a') });
    await scheduler.at({ id: 'remind a', at: '2026-03-01T16:00:00.000Z', task: reminder('b') });
    expect(await passTime('2026-03-01T15:00:00.000Z')).toEqual([]);
    expect(await passTime('2026-03-01T16:00:00.000Z')).toEqual([reminder('b')]);
  });

  test('what is cancelled does not fire, and cancelling what is not there does nothing', async () => {
    const { scheduler, passTime } = await create();
    await scheduler.at({ id: 'remind a', at: '2026-03-01T12:00:00.000Z', task: reminder('a') });
    await scheduler.cancel('remind a');
    await scheduler.cancel('remind a');
    await scheduler.cancel('never set');
    expect(await passTime('2026-03-02T12:00:00.000Z')).toEqual([]);
  });

  test('what has passed is due at once', async () => {
    const { scheduler, passTime } = await create();
    await scheduler.at({ id: 'remind a', at: '2026-03-01T09:00:00.000Z', task: reminder('a') });
    expect(await passTime('2026-03-01T10:01:00.000Z')).toEqual([reminder('a')]);
  });
}
