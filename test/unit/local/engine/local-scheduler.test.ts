import { describe, expect, test } from 'vitest';
import { createLocalScheduler } from '../../../../lib/local/engine/local-scheduler.ts';
import { createVirtualTimeline } from '../../../../lib/local/engine/virtual-timeline.ts';
import { IN_MEMORY, openDatabase } from '../../../../lib/local/sqlite/open-database.ts';
import type { TimerTask } from '../../../../lib/ports/scheduler.ts';
import { schedulerContract } from '../../../contract/scheduler.contract.ts';

const START = Date.parse('2026-03-01T10:00:00.000Z');

function createWorld(database = openDatabase(IN_MEMORY), start = START) {
  const timeline = createVirtualTimeline(start);
  const fired: TimerTask[] = [];
  const scheduler = createLocalScheduler({ database, timeline, onDue: (task) => fired.push(task) });
  const passTime = async (until: string): Promise<readonly TimerTask[]> => {
    const moment = Date.parse(until);
    for (let next = timeline.nextAt(); next !== undefined && next <= moment; next = timeline.nextAt()) timeline.step();
    timeline.skipTo(moment);
    return fired.splice(0);
  };
  return { database, scheduler, passTime };
}

describe('Scheduler on SQLite and the timeline', () => {
  schedulerContract(async () => createWorld());

  test('survives a restart: what was due meanwhile fires at once, the rest in its time, each once', async () => {
    const { database, scheduler } = createWorld();
    const task = (approval: string): TimerTask => ({ kind: 'approval-reminder', approval });
    await scheduler.at({ id: 'a', at: '2026-03-01T11:00:00.000Z', task: task('a') });
    await scheduler.at({ id: 'b', at: '2026-03-01T13:00:00.000Z', task: task('b') });
    await scheduler.at({ id: 'c', at: '2026-03-01T13:00:00.000Z', task: task('c') });
    await scheduler.cancel('c');
    const later = createWorld(database, Date.parse('2026-03-01T12:00:00.000Z'));
    later.scheduler.resume();
    expect(await later.passTime('2026-03-01T12:00:00.000Z')).toEqual([task('a')]);
    expect(await later.passTime('2026-03-02T12:00:00.000Z')).toEqual([task('b')]);
    const last = createWorld(database, Date.parse('2026-03-03T12:00:00.000Z'));
    last.scheduler.resume();
    expect(await last.passTime('2026-04-01T12:00:00.000Z')).toEqual([]);
  });
});
