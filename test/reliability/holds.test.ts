import { describe, expect, test } from 'vitest';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { createHoldStep } from '../../lib/engine/hold-step.ts';
import { createReleaseHolds, createSweepHolds } from '../../lib/engine/release-holds.ts';
import { leadCreated } from '../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../support/engine-world.ts';
import { factsOf, makeHeld } from '../support/make-task.ts';
import { setLive } from '../support/set-live.ts';
import { storedRun } from '../support/started-run.ts';
import { crashEverywhere } from './crash-everywhere.ts';
import { type Gate, inEveryOrder } from './interleavings.ts';

/**
 * The world as a process of its own sees it: each call of a port waits for its turn. Runs are written under a condition
 * on what was read, so it is their writes whose order counts.
 */
function gatedWorld(world: EngineWorld, gate: Gate): EngineWorld {
  const { runs, liveStates, heldSteps, tokens } = world;
  const { replace } = gate({ runs }).runs;
  return { ...world, ...gate({ liveStates, heldSteps, tokens }), runs: { ...runs, replace } };
}

/** Many runs of a workflow that holds its runs, each with an action about to be held. */
async function heldWorkflow() {
  const world = createEngineWorld();
  const { workflow } = await world.activate();
  await world.live.index();
  const dispatch = createDispatchEvent(world);
  const next = async (order: number) => {
    const { outcomes } = await dispatch(leadCreated({ contact: `contact-${order}` }));
    const [id = ''] = outcomes.map((outcome) => ('runId' in outcome ? outcome.runId : ''));
    const token = `token-${order}`;
    const task = makeHeld(factsOf(await storedRun(world, id)), { token });
    await setLive(world, workflow, { enabled: false, inFlight: 'hold' });
    return { id, token, task };
  };
  return { world, workflow, next };
}

async function enable(world: EngineWorld, gated: EngineWorld, workflow: string): Promise<void> {
  await setLive({ liveStates: { get: world.liveStates.get, put: gated.liveStates.put } }, workflow, { enabled: true });
  await createReleaseHolds(gated)({ workflow });
}

describe('decision 13: held is not lost', () => {
  test('in every order of a hold and enabling the workflow, the action goes on, and the run shows it', async () => {
    const { world, workflow, next } = await heldWorkflow();
    const orders = await inEveryOrder(async (order) => {
      const { id, token, task } = await next(order);
      return {
        tasks: [
          (gate) => createHoldStep(gatedWorld(world, gate))(task),
          (gate) => enable(world, gatedWorld(world, gate), workflow),
        ],
        check: async () => {
          expect(world.tokens.answers.get(token)).toEqual({ kind: 'succeeded', output: {} });
          expect(await world.heldSteps.list(workflow, { limit: 10 })).toEqual({ items: [] });
          expect((await storedRun(world, id)).status).not.toBe('paused');
        },
      };
    });
    expect(orders).toBeGreaterThan(100);
  });

  test('in every order of two releases, one step is let go on once and nothing is left', async () => {
    const { world, workflow, next } = await heldWorkflow();
    const orders = await inEveryOrder(async (order) => {
      const { id, token, task } = await next(order);
      await createHoldStep(world)(task);
      expect((await storedRun(world, id)).status).toBe('paused');
      await setLive(world, workflow, { enabled: true });
      const release = (gate: Gate) => createReleaseHolds(gatedWorld(world, gate))({ workflow });
      return {
        tasks: [release, release],
        check: async () => {
          expect(world.tokens.answers.get(token)).toMatchObject({ kind: 'succeeded' });
          expect(await world.heldSteps.list(workflow, { limit: 10 })).toEqual({ items: [] });
          expect((await storedRun(world, id)).status).toBe('running');
        },
      };
    });
    expect(orders).toBeGreaterThan(20);
  });

  test('a release that is cut off anywhere is finished by the sweep', async () => {
    await crashEverywhere(async () => {
      const { world, workflow, next } = await heldWorkflow();
      const { id, token, task } = await next(0);
      await createHoldStep(world)(task);
      await setLive(world, workflow, { enabled: true });
      const { runs, liveStates, heldSteps, tokens, scheduler } = world;
      return {
        ports: { runs, liveStates, heldSteps, tokens, scheduler },
        run: (ports) => createReleaseHolds({ ...world, ...ports })({ workflow }),
        recover: (ports) => createSweepHolds({ ...world, ...ports })(),
        check: async () => {
          expect(world.tokens.answers.get(token)).toMatchObject({ kind: 'succeeded' });
          expect(await world.heldSteps.list(workflow, { limit: 10 })).toEqual({ items: [] });
          expect((await storedRun(world, id)).status).toBe('running');
        },
      };
    });
  });
});
