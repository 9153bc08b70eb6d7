import { describe, expect, test } from 'vitest';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { createReceiveSignal } from '../../lib/engine/receive-signal.ts';
import { createRegisterWait } from '../../lib/engine/register-wait.ts';
import { runId } from '../../lib/engine/runs/run-identity.ts';
import { createStopRun } from '../../lib/engine/stop-run.ts';
import { createSweepUnstarted } from '../../lib/engine/sweep-unstarted.ts';
import { eventOf, leadCreated } from '../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../support/engine-world.ts';
import { factsOf, makeWaitFor } from '../support/make-task.ts';
import { storedRun } from '../support/started-run.ts';
import { type Gate, inEveryOrder } from './interleavings.ts';

/** The world as a process of its own sees it: each call of a port waits for its turn; memory and clock do not. */
function gatedWorld(world: EngineWorld, gate: Gate): EngineWorld {
  const { runs, runIndex, skippedRuns, activity, records, executions, tokens } = world;
  return { ...world, ...gate({ runs, runIndex, skippedRuns, activity, records, executions, tokens }) };
}

const message = (contact: string, id: string) =>
  eventOf('message.received', {
    id,
    at: '2026-03-01T10:00:10.000Z',
    detail: { conversation: { contact_id: contact }, message: { id } },
  });

const won = (contact: string) =>
  eventOf('lead.status_changed', {
    id: `won-${contact}`,
    at: '2026-03-01T10:00:10.000Z',
    detail: { lead: { contact_id: contact } },
  });

describe('F2 no lost wake-up', () => {
  test('in every order of a wait’s registration and a signal, it is woken exactly once', async () => {
    const world = createEngineWorld();
    await world.activate({ awaitedEvents: ['message.received'] });
    await world.live.index();
    const dispatch = createDispatchEvent(world);
    const orders = await inEveryOrder(async (order) => {
      const contact = `contact-${order}`;
      const { outcomes } = await dispatch(leadCreated({ contact }));
      const [id = ''] = outcomes.map((outcome) => ('runId' in outcome ? outcome.runId : ''));
      const run = await storedRun(world, id);
      const task = makeWaitFor(factsOf(run), { token: `token-${order}` });
      return {
        tasks: [
          (gate) => createRegisterWait(gatedWorld(world, gate))(task),
          (gate) => createReceiveSignal(gatedWorld(world, gate))(message(contact, 'message-1')),
        ],
        check: async () => {
          expect(world.tokens.answers.get(`token-${order}`)).toMatchObject({ kind: 'succeeded' });
          expect((await world.activity.listOpen(contact)).waits).toEqual([]);
        },
      };
    });
    expect(world.tokens.answers.size).toBe(orders);
    expect(orders).toBeGreaterThan(100);
  });

  test('in every order of two signals for a registered wait, it is woken exactly once', async () => {
    const world = createEngineWorld();
    await world.activate({ awaitedEvents: ['message.received'] });
    await world.live.index();
    const dispatch = createDispatchEvent(world);
    const orders = await inEveryOrder(async (order) => {
      const contact = `contact-${order}`;
      const { outcomes } = await dispatch(leadCreated({ contact }));
      const [id = ''] = outcomes.map((outcome) => ('runId' in outcome ? outcome.runId : ''));
      await createRegisterWait(world)(makeWaitFor(factsOf(await storedRun(world, id)), { token: `token-${order}` }));
      let woken = 0;
      const receive = (identity: string) => async (gate: Gate) => {
        const report = await createReceiveSignal(gatedWorld(world, gate))(message(contact, identity));
        woken += report.kind === 'recorded' ? report.woken.length : 0;
      };
      return {
        tasks: [receive('message-1'), receive('message-2')],
        check: async () => {
          expect(woken).toBe(1);
          expect(await storedRun(world, id)).toMatchObject({ status: 'running' });
        },
      };
    });
    expect(orders).toBeGreaterThan(100);
  });
});

describe('a stop, or a goal, between put and start', () => {
  test('P3 in every order of a dispatch and the run’s goal, no run goes on', async () => {
    const world = createEngineWorld();
    const goal = { event: 'lead.status_changed', stop: true };
    const { workflow } = await world.activate({ goal, awaitedEvents: ['lead.status_changed'] });
    await world.live.index();
    let skipped = 0;
    const orders = await inEveryOrder(async (order) => {
      const contact = `contact-${order}`;
      return {
        tasks: [
          (gate) => createDispatchEvent(gatedWorld(world, gate))(leadCreated({ contact })),
          (gate) => createReceiveSignal(gatedWorld(world, gate))(won(contact)),
        ],
        check: async () => {
          const { items } = await world.runIndex.list({ contact }, { limit: 10 });
          const left = await world.skippedRuns.list({ contact }, { limit: 10 });
          skipped += left.items.length;
          expect([...items.map(({ status }) => status), ...left.items.map(({ reason }) => reason)]).toEqual([
            expect.stringMatching(/^(exited|goal)$/),
          ]);
          expect(world.executions.running()).toEqual([]);
        },
      };
    });
    expect(skipped).toBeGreaterThan(0);
    expect(orders - skipped).toBeGreaterThan(10);
    expect(await world.runIndex.counts(workflow)).toMatchObject({ exited: orders - skipped, open: 0, skipped });
  });

  const byAna = { kind: 'operator', by: 'ana@example.com' } as const;
  const atOnce = { graceSeconds: -60 };

  async function dispatchedOnceIn(world: EngineWorld) {
    const { workflow } = await world.activate();
    await world.live.index();
    const { source = '', detailType = '' } = world.events.get('lead.created') ?? {};
    const idOf = (contact: string) => runId({ workflow, source, detailType, contact, identity: 'event-1' }, world.hash);
    const dispatch = (contact: string) => (gate: Gate) =>
      createDispatchEvent(gatedWorld(world, gate))(leadCreated({ contact }));
    /** As if the first dispatcher had died between the put and the start. */
    const putAlone = async (contact: string) => {
      const executions = { ...world.executions, start: () => Promise.reject(new Error('killed')) };
      await createDispatchEvent({ ...world, executions })(leadCreated({ contact })).catch(() => undefined);
    };
    return { idOf, dispatch, putAlone };
  }

  test('in every order of a dispatch and an operator’s stop, no run that was stopped goes on', async () => {
    const world = createEngineWorld();
    const { idOf, dispatch } = await dispatchedOnceIn(world);
    let stopped = 0;
    const orders = await inEveryOrder(async (order) => {
      const contact = `contact-${order}`;
      const id = idOf(contact);
      let wasStopped = false;
      const stop = async (gate: Gate) => {
        await createStopRun(gatedWorld(world, gate))({ runId: id, ...byAna });
        wasStopped = true;
      };
      return {
        tasks: [dispatch(contact), stop],
        check: async () => {
          expect((await storedRun(world, id)).status).toBe(wasStopped ? 'stopped' : 'pending');
          expect(world.executions.running()).toEqual(wasStopped ? [] : [id]);
          world.executions.end(id, { status: 'ABORTED' });
          stopped += wasStopped ? 1 : 0;
        },
      };
    });
    expect(stopped).toBeGreaterThan(5);
    expect(orders).toBeGreaterThan(stopped);
  });

  test('in every order of a stop and the sweep, a run that was put and not started is stopped', async () => {
    const world = createEngineWorld();
    const { idOf, putAlone } = await dispatchedOnceIn(world);
    const orders = await inEveryOrder(async (order) => {
      const contact = `contact-${order}`;
      const id = idOf(contact);
      await putAlone(contact);
      return {
        tasks: [
          (gate) => createStopRun(gatedWorld(world, gate))({ runId: id, ...byAna }),
          (gate) => createSweepUnstarted({ ...gatedWorld(world, gate), ...atOnce })(),
        ],
        check: async () => {
          expect((await storedRun(world, id)).status).toBe('stopped');
          expect(world.executions.running()).toEqual([]);
        },
      };
    });
    expect(orders).toBeGreaterThan(100);
  });

  test('in every order of a second delivery and the sweep, a run that was put starts once, with its own input', async () => {
    const world = createEngineWorld();
    const { idOf, putAlone, dispatch } = await dispatchedOnceIn(world);
    const orders = await inEveryOrder(async (order) => {
      const contact = `contact-${order}`;
      const id = idOf(contact);
      await putAlone(contact);
      return {
        tasks: [dispatch(contact), (gate) => createSweepUnstarted({ ...gatedWorld(world, gate), ...atOnce })()],
        check: async () => {
          expect((await storedRun(world, id)).status).toBe('running');
          expect(world.executions.inputs.get(id)).toBe(await world.runs.getInput(id));
        },
      };
    });
    expect(world.executions.running()).toHaveLength(orders);
    expect(orders).toBeGreaterThan(10);
  });
});
