import type { TaskRequest } from '../../lib/compiler/task-contract.ts';
import { toHistoryEvent } from '../../lib/local/asl/history-event.ts';
import { loadMachine } from '../../lib/local/asl/load-machine.ts';
import { startExecution } from '../../lib/local/asl/run-execution.ts';
import { neverAnswers } from '../../lib/local/asl/task-answer.ts';
import { createVirtualClock } from '../../lib/local/asl/virtual-clock.ts';
import type { Json, JsonObject } from '../../lib/workflow/json.ts';
import { LAMBDA } from './asl-fragments.ts';
import { TIMES_OUT } from './lambda-endpoint.ts';
import type { HistoryEvent, MotoEngine } from './moto-engine.ts';
import { enteredStates, type Observed, observe } from './observed-run.ts';

/** A task as a script is asked it. */
export interface ScriptedCall {
  readonly request: TaskRequest;
  /** The function's name: `signalbox-<family>`. */
  readonly functionName: string;
  /** What the engine handed over, as it is. */
  readonly payload: Json;
}

/** What becomes of a task. */
export type ScriptedAnswer =
  | { readonly kind: 'returns'; readonly output: unknown }
  /** The function throws an error of this name. */
  | { readonly kind: 'throws'; readonly name: string; readonly message: string }
  /** The function, or whoever should answer the token, takes longer than the state waits. */
  | { readonly kind: 'times_out' }
  /** The function returns, and its token is answered. */
  | { readonly kind: 'completes'; readonly output: Json }
  | { readonly kind: 'refuses'; readonly error: string; readonly cause: string };

/** Answers the tasks of one run. Both engines get one of their own, which must answer alike. */
export type Script = (call: ScriptedCall) => ScriptedAnswer | Promise<ScriptedAnswer>;

/** The time in one engine's world, in milliseconds since the epoch. */
export interface WorldClock {
  now(): number;
}

/** One run to be made twice. */
export interface Comparison {
  readonly asl: JsonObject;
  readonly input: Json;
  readonly name?: string;
  readonly script: (clock: WorldClock) => Script;
}

/** What the two engines made of the same run. */
export interface BothRuns {
  readonly embedded: Observed;
  readonly moto: Observed;
}

/** Runs a compiled workflow on the embedded interpreter, on virtual time, and on moto, with its waits shortened. */
export async function runOnBoth(moto: MotoEngine, comparison: Comparison): Promise<BothRuns> {
  const [{ observed }, theirs] = await Promise.all([runEmbedded(comparison), runOnMoto(moto, comparison)]);
  return { embedded: observed, moto: theirs };
}

const TOKEN_DELAY_MS = 1_000;

/** A run of the embedded interpreter, and all states that it entered, those of branches that were cut off included. */
export interface EmbeddedRun {
  readonly observed: Observed;
  readonly entered: readonly string[];
}

/** Runs it on the embedded interpreter alone; its time begins now. */
export async function runEmbedded({ asl, input, name = 'run', script }: Comparison): Promise<EmbeddedRun> {
  const startedAt = Date.now();
  const clock = createVirtualClock(startedAt);
  const answer = script(clock);
  const requests: Json[] = [];
  const running = startExecution({
    machine: loadMachine(asl),
    input,
    name,
    clock,
    invoke: async (resource, payload) => {
      const request = payload as unknown as TaskRequest;
      requests.push(payload);
      const given = await answer({ request, payload, functionName: functionNameOf(resource) });
      switch (given.kind) {
        case 'returns':
          return given.output;
        case 'throws':
          throw errorOf(given);
        case 'times_out':
          return 'token' in request ? null : neverAnswers();
        case 'completes':
          running.at(clock.now() + TOKEN_DELAY_MS, () => running.sendTaskSuccess(tokenOf(request), given.output));
          return null;
        case 'refuses':
          running.at(clock.now() + TOKEN_DELAY_MS, () =>
            running.sendTaskFailure(tokenOf(request), given.error, given.cause),
          );
          return null;
      }
    },
  });
  const { status, output, error, cause, root } = await running.runToEnd();
  const events: readonly HistoryEvent[] = JSON.parse(JSON.stringify(running.history().map(toHistoryEvent)));
  const facts = { asl, startedAt, requests, status, output, error, cause, variables: root.variables, events };
  return { observed: observe(facts), entered: enteredStates(events) };
}

async function runOnMoto(moto: MotoEngine, { asl, input, name, script }: Comparison): Promise<Observed> {
  const startedAt = Date.now();
  const answer = script({ now: () => Date.now() });
  const requests: Json[] = [];
  const run = await moto.run({
    asl,
    input,
    ...(name === undefined ? {} : { name }),
    handlers: async (handed, { functionName }) => {
      const payload = handed as Json;
      const request = payload as unknown as TaskRequest;
      requests.push(payload);
      const given = await answer({ request, payload, functionName });
      switch (given.kind) {
        case 'returns':
          return given.output;
        case 'throws':
          throw errorOf(given);
        case 'times_out':
          return TIMES_OUT;
        case 'completes':
          await moto.sendTaskSuccess(tokenOf(request), given.output);
          return null;
        case 'refuses':
          await moto.sendTaskFailure(tokenOf(request), given);
          return null;
      }
    },
  });
  return observe({ ...run, asl, startedAt, requests });
}

/** The ARN of a family's function in these tests. */
export function functionArn(family: string): string {
  return `${LAMBDA}signalbox-${family}`;
}

function functionNameOf(resource: string): string {
  return resource.slice(LAMBDA.length);
}

function tokenOf(request: TaskRequest): string {
  if ('token' in request) return request.token;
  throw new Error(`"${request.step}" is answered by its token, but it has none`);
}

/** Without a stack: the engines' traces differ. */
function errorOf({ name, message }: { readonly name: string; readonly message: string }): Error {
  return Object.assign(new Error(message), { name, stack: '' });
}
