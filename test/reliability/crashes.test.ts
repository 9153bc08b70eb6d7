import { describe, expect, test } from 'vitest';
import { createArchiveHistory } from '../../lib/engine/archive-history.ts';
import { createDecideApproval } from '../../lib/engine/decide-approval.ts';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { createReceiveSignal } from '../../lib/engine/receive-signal.ts';
import { createRecordStatus } from '../../lib/engine/record-status.ts';
import { createRegisterWait } from '../../lib/engine/register-wait.ts';
import { createRequestApproval } from '../../lib/engine/request-approval.ts';
import { createStopRun } from '../../lib/engine/stop-run.ts';
import { createSweepApprovals } from '../../lib/engine/sweep-approvals.ts';
import { createSweepUnstarted } from '../../lib/engine/sweep-unstarted.ts';
import { AppError } from '../../lib/errors/app-error.ts';
import { eventOf, leadCreated } from '../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../support/engine-world.ts';
import { factsOf, makeApprove, makeWaitFor } from '../support/make-task.ts';
import { startRunIn, storedRun } from '../support/started-run.ts';
import { crashEverywhere } from './crash-everywhere.ts';

function portsOf(world: EngineWorld) {
  const { runs, runIndex, skippedRuns, activity, records, executions, tokens, approvals, histories } = world;
  const { workflows, liveStates, bus } = world;
  return {
    runs,
    runIndex,
    skippedRuns,
    activity,
    records,
    executions,
    tokens,
    approvals,
    histories,
    workflows,
    liveStates,
    bus,
  };
}

const atOnce = { graceSeconds: -60 };
const settled = (error: unknown): void => {
  if (!(error instanceof AppError) || error.kind !== 'conflict') throw error;
};

const message = eventOf('message.received', {
  id: 'message-1',
  at: '2026-03-01T10:00:10.000Z',
  detail: { conversation: { contact_id: 'contact-1' }, message: { text: 'hello' } },
});

describe('dispatch dies before or after any of its calls', () => {
  const manifests = {
    'on the event alone': {},
    'with consent and a goal': {
      audience: { consent: 'marketing', reentry: 'once', overlap: false },
      startReads: ['contact'],
      goal: { event: 'order.placed', stop: true },
    },
  } as const;

  test.each(Object.entries(manifests))(
    '%s: delivered again, 1 run, 0 left pending after a sweep',
    async (_, manifest) => {
      const deaths = await crashEverywhere(async () => {
        const world = createEngineWorld();
        const { workflow } = await world.activate(manifest);
        await world.live.index();
        await world.records.put('contact', { id: 'contact-1', consents: ['marketing'] });
        return {
          ports: portsOf(world),
          run: (ports) => createDispatchEvent({ ...world, ...ports })(leadCreated()),
          recover: async (ports) => {
            await createDispatchEvent({ ...world, ...ports })(leadCreated());
            await createSweepUnstarted({ ...world, ...ports, ...atOnce })();
          },
          check: async () => {
            const { items } = await world.runIndex.list({ workflow }, { limit: 10 });
            expect(items.map(({ status }) => status)).toEqual(['running']);
            expect(world.executions.running()).toEqual(items.map(({ id }) => id));
            expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 1, open: 1, skipped: 0 });
          },
        };
      });
      expect(deaths).toBeGreaterThanOrEqual(4);
    },
  );

  test('and is never delivered again: the sweep starts what was put, and what was not put left no trace', async () => {
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const { workflow } = await world.activate();
      await world.live.index();
      return {
        ports: portsOf(world),
        run: (ports) => createDispatchEvent({ ...world, ...ports })(leadCreated()),
        recover: (ports) => createSweepUnstarted({ ...world, ...ports, ...atOnce })(),
        check: async () => {
          const { started, open } = await world.runIndex.counts(workflow);
          expect(world.executions.running()).toHaveLength(started);
          expect(open).toBe(started);
        },
      };
    });
  });

  test('of a trigger that is skipped: delivered again, it is on record once', async () => {
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const audience = { consent: 'marketing', reentry: 'once', overlap: false } as const;
      const { workflow } = await world.activate({ audience, startReads: ['contact'] });
      await world.live.index();
      const dispatch = (ports: ReturnType<typeof portsOf>) =>
        createDispatchEvent({ ...world, ...ports })(leadCreated());
      return {
        ports: portsOf(world),
        run: dispatch,
        recover: dispatch,
        check: async () => {
          expect(await world.runIndex.counts(workflow)).toMatchObject({ started: 0, skipped: 1 });
        },
      };
    });
  });
});

describe('a signal’s handler dies before or after any of its calls', () => {
  test('F2 delivered again, the wait is woken once', async () => {
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const run = await startRunIn(world, { awaitedEvents: ['message.received'] });
      await createRegisterWait(world)(makeWaitFor(factsOf(run)));
      const receive = (ports: ReturnType<typeof portsOf>) => createReceiveSignal({ ...world, ...ports })(message);
      return {
        ports: portsOf(world),
        run: receive,
        recover: receive,
        check: async () => {
          expect(world.tokens.answers.get('token-1')).toMatchObject({ kind: 'succeeded' });
          expect((await world.activity.listOpen('contact-1')).waits).toEqual([]);
          expect(await storedRun(world, run.id)).toMatchObject({ status: 'running' });
        },
      };
    });
  });

  test('P3 delivered again, and swept, the goal has ended the run', async () => {
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const goal = { event: 'message.received', stop: true };
      const run = await startRunIn(world, { goal, awaitedEvents: ['message.received'] });
      const receive = (ports: ReturnType<typeof portsOf>) => createReceiveSignal({ ...world, ...ports })(message);
      return {
        ports: portsOf(world),
        run: receive,
        recover: async (ports) => {
          await receive(ports);
          await createSweepUnstarted({ ...world, ...ports, ...atOnce })();
        },
        check: async () => {
          expect(await storedRun(world, run.id)).toMatchObject({ status: 'exited', convertedAt: expect.any(String) });
          expect(world.executions.running()).toEqual([]);
          expect(await world.runIndex.counts(run.workflow)).toMatchObject({ exited: 1, converted: 1, open: 0 });
        },
      };
    });
  });

  test('F2 registering a wait: tried again with a new token, an event of before wakes it', async () => {
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const run = await startRunIn(world, { awaitedEvents: ['message.received'] });
      await createReceiveSignal(world)(message);
      const register = (token: string) => (ports: ReturnType<typeof portsOf>) =>
        createRegisterWait({ ...world, ...ports })(makeWaitFor(factsOf(run), { token }));
      return {
        ports: portsOf(world),
        run: register('token-1'),
        recover: register('token-2'),
        check: async () => {
          expect(world.tokens.answers.get('token-2')).toMatchObject({ kind: 'succeeded' });
          expect((await world.activity.listOpen('contact-1')).waits).toEqual([]);
        },
      };
    });
  });
});

describe('other use cases die before or after any of their calls', () => {
  const ended = {
    status: 'SUCCEEDED',
    startedAt: '2026-03-01T10:00:01.000Z',
    endedAt: '2026-03-01T11:00:00.000Z',
    redrives: 0,
  } as const;

  test('record and archive: told again, the run is recorded and counted once, and its history kept', async () => {
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const run = await startRunIn(world);
      world.executions.setHistory(run.id, [{ id: 1 }]);
      const record = async (ports: ReturnType<typeof portsOf>) => {
        const report = await createRecordStatus({ ...world, ...ports })({ name: run.id, ...ended });
        if (report.kind === 'recorded' && report.ended) await createArchiveHistory({ ...world, ...ports })(run.id);
      };
      return {
        ports: portsOf(world),
        run: record,
        recover: record,
        check: async () => {
          expect(await world.runIndex.counts(run.workflow)).toMatchObject({ succeeded: 1, open: 0 });
          expect(await world.histories.get(run.id)).toHaveLength(1);
        },
      };
    });
  });

  test('R5 stop: swept, or asked again, the run is stopped', async () => {
    await crashEverywhere(async () => {
      const world = createEngineWorld();
      const run = await startRunIn(world);
      const request = { runId: run.id, kind: 'operator', by: 'ana@example.com' } as const;
      return {
        ports: portsOf(world),
        run: (ports) => createStopRun({ ...world, ...ports })(request),
        recover: async (ports) => {
          await createStopRun({ ...world, ...ports })(request).catch(settled);
          await createSweepUnstarted({ ...world, ...ports, ...atOnce })();
        },
        check: async () => {
          expect(await storedRun(world, run.id)).toMatchObject({ status: 'stopped' });
          expect(world.executions.running()).toEqual([]);
        },
      };
    });
  });

  test('F4 an answer: swept, or given again, it is taken once, and the run knows it', async () => {
    await crashEverywhere(async () => {
      const world = createEngineWorld({ teams: new Map([['support', ['ana@example.com']]]) });
      const run = await startRunIn(world);
      const { id } = await createRequestApproval(world)(makeApprove(factsOf(run)));
      const answer = { id, decision: 'approved', by: 'ana@example.com' } as const;
      return {
        ports: portsOf(world),
        run: (ports) => createDecideApproval({ ...world, ...ports })(answer),
        recover: async (ports) => {
          await createDecideApproval({ ...world, ...ports })(answer).catch(settled);
          await createSweepApprovals({ ...world, ...ports, ...atOnce })();
        },
        check: async () => {
          expect(world.tokens.answers.get('token-1')).toMatchObject({ kind: 'succeeded' });
          expect(await world.approvals.get(id)).toMatchObject({
            status: 'decided',
            decision: { by: 'ana@example.com' },
          });
          expect(await storedRun(world, run.id)).toMatchObject({ status: 'running' });
        },
      };
    });
  });
});
