import { describe, expect, test } from 'vitest';
import { createDecideByLink } from '../../lib/engine/decide-by-link.ts';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { createRequestApproval } from '../../lib/engine/request-approval.ts';
import { createSweepApprovals } from '../../lib/engine/sweep-approvals.ts';
import { AppError } from '../../lib/errors/app-error.ts';
import { leadCreated } from '../support/bus-event.ts';
import { createEngineWorld, type EngineWorld } from '../support/engine-world.ts';
import { factsOf, makeApprove } from '../support/make-task.ts';
import { storedRun } from '../support/started-run.ts';
import { type Gate, inEveryOrder } from './interleavings.ts';

const teams = new Map([['support', ['ana@example.com', 'bea@example.com']]]);

function gatedWorld(world: EngineWorld, gate: Gate): EngineWorld {
  const { approvals, tokens } = world;
  return { ...world, ...gate({ approvals, tokens }) };
}

/** Questions of runs of their own. */
async function asking() {
  const world = createEngineWorld({ teams });
  await world.activate();
  await world.live.index();
  const dispatch = createDispatchEvent(world);
  const ask = async (order: number) => {
    const { outcomes } = await dispatch(leadCreated({ contact: `contact-${order}` }));
    const [id = ''] = outcomes.map((outcome) => ('runId' in outcome ? outcome.runId : ''));
    const task = makeApprove(factsOf(await storedRun(world, id)), { token: `token-${order}` });
    return createRequestApproval(world)(task);
  };
  return { world, ask };
}

/** What an answer came to: `taken`, or the code of its refusal. */
async function outcomeOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => 'taken',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describe('F4 answers', () => {
  test('of a double click, in every order of their calls: one is taken, the other conflicts', async () => {
    const { world, ask } = await asking();
    const orders = await inEveryOrder(async (order) => {
      const approval = await ask(order);
      const secret = await world.links.make(approval, 'ana@example.com');
      const outcomes: string[] = [];
      const click = async (gate: Gate) => {
        const decide = createDecideByLink(gatedWorld(world, gate));
        outcomes.push(await outcomeOf(decide({ secret, decision: 'approved' })));
      };
      return {
        tasks: [click, click],
        check: async () => {
          expect(outcomes.sort()).toEqual(['SB632', 'taken']);
          expect(world.tokens.answers.get(`token-${order}`)).toMatchObject({ kind: 'succeeded' });
          expect(await world.approvals.get(approval.id)).toMatchObject({ status: 'decided' });
        },
      };
    });
    expect(orders).toBeGreaterThan(20);
  });

  test('of 50 people at once to 100 questions: 100 are taken, 4,900 conflict', async () => {
    const people = Array.from({ length: 50 }, (_, index) => `person-${index}@example.com`);
    const world = createEngineWorld({ teams: new Map([['support', people]]) });
    const outcomes: string[] = [];
    for (let question = 0; question < 100; question += 1) {
      await world.activate({ workflow: `ask-${question}` });
      const { outcomes: started } = await createDispatchEvent(world)(leadCreated({ id: `event-${question}` }));
      const ids = started.map((outcome) => ('runId' in outcome && outcome.kind === 'started' ? outcome.runId : ''));
      const run = await storedRun(world, ids.find((id) => id.startsWith(`ask-${question}-`)) ?? '');
      const task = makeApprove(factsOf(run), { token: `token-${question}`, timeout_seconds: 864_000 });
      const approval = await createRequestApproval({ ...world, tell: async () => {} })(task);
      const decide = createDecideByLink(world);
      const secrets = await Promise.all(people.map((person) => world.links.make(approval, person)));
      const answers = secrets.map((secret, index) =>
        outcomeOf(decide({ secret, decision: index % 2 === 0 ? 'approved' : 'rejected' })),
      );
      outcomes.push(...(await Promise.all(answers)));
    }
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome === 'SB632')).toHaveLength(4900);
    expect(world.tokens.answers.size).toBe(100);
  });

  test('in every order of an answer and the sweep once the time is over: it is gone, and the run is not told', async () => {
    const { world, ask } = await asking();
    const orders = await inEveryOrder(async (order) => {
      world.clock.set('2026-03-01T10:00:05.000Z');
      const approval = await ask(order);
      const secret = await world.links.make(approval, 'ana@example.com');
      world.clock.set('2026-03-02T10:00:05.000Z');
      world.tokens.expire(`token-${order}`);
      const outcomes: string[] = [];
      return {
        tasks: [
          async (gate) => {
            const decide = createDecideByLink(gatedWorld(world, gate));
            outcomes.push(await outcomeOf(decide({ secret, decision: 'approved' })));
          },
          (gate) => createSweepApprovals(gatedWorld(world, gate))(),
        ],
        check: async () => {
          expect(outcomes).toEqual(['SB633']);
          expect(world.tokens.answers.size).toBe(0);
          expect(await world.approvals.get(approval.id)).toMatchObject({ status: 'expired' });
        },
      };
    });
    expect(orders).toBeGreaterThan(3);
  });
});
