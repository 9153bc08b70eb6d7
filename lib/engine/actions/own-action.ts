import type { z } from 'zod/mini';
import { type ActionTask, TaskEnvelopeSchema } from '../../compiler/task-contract.ts';
import { invalid } from '../../errors/app-error.ts';
import type { EffectLedger } from '../../ports/effect-ledger.ts';
import type { Json } from '../../workflow/json.ts';
import type { ActionFacts } from './action.ts';
import { type ActionDefinition, defineAction } from './define-action.ts';
import { type RunActionPorts, runAction } from './run-action.ts';
import { withTaskErrors } from './task-error.ts';

/** A team's own action: what it takes, what it does, and what the frame should do for it. */
export interface OwnActionDefinition<Schema extends z.core.$ZodType> extends ActionDefinition<Schema> {
  /** It reaches a contact, so consent is checked before. Default: no. */
  readonly sendsMessage?: boolean;
  /** Needs `effects`. Default: `at_least_once`, and `context.key` tells repetitions. */
  readonly delivery?: ActionFacts['delivery'];
}

/**
 * What the frame may use. All are optional: a function that has no access to the deployment's tables serves actions
 * whose templates read no records.
 */
export type OwnActionPorts = Partial<RunActionPorts>;

/**
 * A13: the handler of a team's own action, to be exported by its Lambda function. State machines call it directly.
 * It checks the task's contract, renders and checks the input, runs the action once per try or once at all, and throws
 * errors that `Retry` and `Catch` know: throw `transient(…)` for what another try may mend, `invalid(…)` for the rest.
 *
 * @example
 * export const handler = ownAction({
 *   input: z.object({ points: z.number() }),
 *   run: async ({ points }, { task, key }) => ({ balance: await loyalty.add(task.run.contact, points, key) }),
 * });
 */
export function ownAction<Schema extends z.core.$ZodType>(
  definition: OwnActionDefinition<Schema>,
  ports: OwnActionPorts = {},
): (task: unknown) => Promise<Json> {
  const action = defineAction(definition);
  const facts: ActionFacts = {
    sendsMessage: definition.sendsMessage ?? false,
    delivery: definition.delivery ?? 'at_least_once',
    reads: [],
  };
  return (received) =>
    withTaskErrors(async () => {
      const task = readTask(received);
      if (facts.delivery === 'at_most_once' && ports.effects === undefined) throw needs('effects', 'at_most_once');
      return runAction(task, facts, action, { ...withoutTables(task), ...ports });
    });
}

/** The rest of the task was written by the compiler of the same contract. */
function readTask(received: unknown): ActionTask {
  const parsed = TaskEnvelopeSchema.safeParse(received);
  if (parsed.success && parsed.data.kind === 'action') return received as ActionTask;
  throw invalid({
    code: 'bad_task',
    message: 'This function was called with something that is no task of contract 1.',
    resolution: 'Let state machines of Signalbox call it, and update the package that it was built with.',
  });
}

/** What a function without tables has: its own key for every try, the task's time, and no records. */
function withoutTables(task: ActionTask): RunActionPorts {
  const effects: EffectLedger = {
    begin: async () => ({ claimed: true }),
    finish: async () => undefined,
    release: async () => undefined,
  };
  const records = {
    getMany: () => {
      throw needs('records', 'a template that reads records, or consent');
    },
  };
  return {
    effects,
    records,
    clock: { now: () => Date.parse(task.now) },
    ids: { ulid: () => task.run.id },
    holding: { whyHeld: async () => undefined },
    zone: 'UTC',
  };
}

function needs(port: string, what: string): Error {
  return invalid({
    code: 'port_missing',
    message: `The function of this action has no ${port}, which ${what} needs.`,
    resolution: `Hand ${port} to ownAction(), and grant the function access to the table; or do without.`,
  });
}
