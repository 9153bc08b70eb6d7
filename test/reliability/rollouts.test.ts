import { describe, expect, test } from 'vitest';
import { createChangeLive } from '../../lib/engine/change-live.ts';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { pickArm } from '../../lib/engine/runs/pick-arm.ts';
import { createSweepUnstarted } from '../../lib/engine/sweep-unstarted.ts';
import { sha256 } from '../../lib/node/sha256.ts';
import { leadCreated } from '../support/bus-event.ts';
import { createEngineWorld } from '../support/engine-world.ts';
import { storeVersions } from '../support/stored-version.ts';
import { Crash, withFaultPoints } from './fault-points.ts';

const by = 'ana@example.com';
const CONTACTS = 100_000;

const armOf = (subject: string, percent: number, salt = 'salt-1') =>
  pickArm({ workflow: 'welcome', salt, percent, subject }, sha256);

describe('V2 the share of a rollout', () => {
  test.each([1, 5, 25, 50, 90])('of %i %% is within half a point among 100,000 contacts', (percent) => {
    let treated = 0;
    for (let index = 0; index < CONTACTS; index += 1) {
      if (armOf(`contact-${index}`, percent) === 'treatment') treated += 1;
    }
    expect(Math.abs((100 * treated) / CONTACTS - percent)).toBeLessThan(0.5);
  });

  test('raised step by step moves no contact back, and in the end takes all', () => {
    for (let index = 0; index < 2_000; index += 1) {
      const arms = [0, 1, 5, 20, 50, 80, 99, 100].map((percent) => armOf(`contact-${index}`, percent));
      const first = arms.indexOf('treatment');
      expect(arms.slice(first)).toEqual(arms.slice(first).map(() => 'treatment'));
      expect(arms[0]).toBe('control');
    }
  });

  test('of the next rollout is drawn anew', () => {
    const subjects = Array.from({ length: 2_000 }, (_, index) => `contact-${index}`);
    const both = subjects.filter((subject) => ['one', 'two'].every((salt) => armOf(subject, 50, salt) === 'treatment'));
    expect(both.length / subjects.length).toBeGreaterThan(0.2);
    expect(both.length / subjects.length).toBeLessThan(0.3);
  });
});

describe('V2 a rollout that changes while an event is tried again', () => {
  test.each([
    ['raised', { rollout: { version: 2, percent: 99 } }],
    ['promoted', { rollout: { version: 2, percent: 100 } }],
    ['reverted', { rollout: null }],
  ])('%s between crash and retry: one run, of the first pick', async (_, change) => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const changeLive = createChangeLive(world);
    for (let index = 0; index < 20; index += 1) {
      await changeLive({ workflow, version: 1, rollout: { version: 2, percent: 50 }, by });
      world.clock.advance(5);
      const event = leadCreated({ id: `event-${index}`, contact: `contact-${index}` });
      const faulty = withFaultPoints({ runs: world.runs, executions: world.executions });
      faulty.failAt({ call: 0, when: 'after' });
      await createDispatchEvent({ ...world, ...faulty.ports })(event).catch((error: unknown) => {
        if (!(error instanceof Error && error.cause instanceof Crash)) throw error;
      });
      const [stored] = (await world.runIndex.list({ workflow }, { limit: 1 })).items;
      await changeLive({ workflow, ...change, by });
      world.clock.advance(5);
      const { outcomes } = await createDispatchEvent(world)(event);
      expect(outcomes).toContainEqual(expect.objectContaining({ kind: 'started', runId: stored?.id }));
      const [run] = (await world.runIndex.list({ workflow }, { limit: 1 })).items;
      expect(run).toEqual(stored);
      const input = JSON.parse(world.executions.inputs.get(run?.id ?? '') ?? '');
      expect(input.run).toMatchObject({ arm: stored?.arm, version: stored?.version });
      await changeLive({ workflow, version: 1, rollout: null, by });
    }
    const { items } = await world.runIndex.list({ workflow }, { limit: 100 });
    expect(items).toHaveLength(20);
    expect(new Set(items.map(({ arm }) => arm)).size).toBe(2);
  });

  test('whose retry no longer matches is started by the sweep, as it was picked', async () => {
    const world = createEngineWorld();
    const workflow = await storeVersions(world, 2);
    const changeLive = createChangeLive(world);
    await changeLive({ workflow, rollout: { version: 2, percent: 50 }, by });
    world.clock.advance(5);
    const faulty = withFaultPoints({ runs: world.runs, executions: world.executions });
    faulty.failAt({ call: 0, when: 'after' });
    await createDispatchEvent({ ...world, ...faulty.ports })(leadCreated()).catch(() => undefined);
    await changeLive({ workflow, enabled: false, by });
    world.clock.advance(61);
    expect((await createDispatchEvent(world)(leadCreated())).outcomes).toEqual([]);
    const { finished } = await createSweepUnstarted(world)();
    expect(finished).toHaveLength(1);
    expect(world.executions.running()).toEqual(finished);
  });
});
