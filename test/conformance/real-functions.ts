import type { SimulatedEffect } from '../../lib/engine/trials/simulation.ts';
import type { RunningExecution } from '../../lib/local/asl/run-execution.ts';
import { isTimedAnswer } from '../../lib/local/asl/task-answer.ts';
import { createCountedIds } from '../../lib/local/counted-ids.ts';
import { happen } from '../../lib/local/simulate/play-entry.ts';
import type { Scenario, TimelineEntry } from '../../lib/local/simulate/scenario.ts';
import { createSimulatedEngine } from '../../lib/local/simulate/simulated-engine.ts';
import type { SimulatedExecution } from '../../lib/local/simulate/simulated-execution.ts';
import { createSimulatedFunctions } from '../../lib/local/simulate/simulated-functions.ts';
import { busEventNow, type SimulatedWorld } from '../../lib/local/simulate/simulated-world.ts';
import { isJsonObject, type Json } from '../../lib/workflow/json.ts';
import type { MessageTemplate } from '../../lib/workflow/messages/message-template.ts';
import type { Script, ScriptedAnswer, ScriptedCall, WorldClock } from './run-on-both.ts';
import type { Subject } from './scripted-run.ts';

/** What a world of real functions is made for. */
export interface RealWorldRequest {
  readonly subject: Subject;
  readonly messages: ReadonlyMap<string, MessageTemplate>;
  readonly scenario: Scenario;
  /** The engine's time. */
  readonly clock: WorldClock;
  /** What is planned for later in the world is handed to these; without, it happens after the call that planned it. */
  readonly running?: () => Pick<RunningExecution, 'at' | 'sendTaskSuccess' | 'sendTaskFailure'>;
}

/** The engine's own use cases and task functions on SQLite in memory, with nothing outside that could answer else. */
export interface RealWorld {
  /**
   * Dispatches the trigger event through the engine's gates, and plays what happens before the run's first call;
   * undefined when no run starts.
   */
  readonly begin: (before: readonly TimelineEntry[]) => Promise<Json | undefined>;
  /** Calls the function, and tells what became of the task. */
  readonly perform: (call: ScriptedCall) => Promise<ScriptedAnswer>;
  readonly play: (entry: TimelineEntry) => Promise<void>;
  /** What has become of a token up to now. */
  readonly answerOf: (token: string) => ScriptedAnswer;
  /** What actions and approvals were handed, and what they sent. */
  readonly effects: readonly SimulatedEffect[];
  /** Whether the goal stopped the run. */
  readonly stopped: () => boolean;
  readonly close: () => void;
}

/** Builds one, with the scenario's records in it. */
export async function createRealWorld(request: RealWorldRequest): Promise<RealWorld> {
  const { subject, messages, scenario } = request;
  const { graph, catalogue, manifest } = subject;
  let begun = false;
  const run = standInForRun(request);
  const clock = { now: () => (begun ? request.clock.now() : scenario.startAt), skipTo: () => {} };
  const ids = createCountedIds();
  const version = {
    ...{
      workflow: graph.workflow,
      version: 1,
      hash: 'conformance',
      description: '',
      author: 'conformance',
      origin: 'file' as const,
    },
    ...{ publishedAt: new Date(scenario.startAt).toISOString(), compiled: manifest, machineRef: 'conformance' },
  };
  const effects: SimulatedEffect[] = [];
  const engine = createSimulatedEngine({ catalogue, manifest: version, clock, ids, executions: run.execution.ports });
  const nextEvent = (): string => `case-${ids.ulid()}`;
  const world: SimulatedWorld = {
    ...{ request: { graph, catalogue, messages, scenario }, clock, engine, effects, notes: [], nextEvent },
    execution: run.execution,
  };
  const invoke = createSimulatedFunctions(world, ids);
  for (const { name, id, fields } of scenario.records) await engine.stores.records.put(name, { ...fields, id });
  return {
    effects,
    stopped: run.stopped,
    close: engine.close,
    play: (entry) => happen(world, entry),
    answerOf: run.answerOf,
    begin: async (before) => {
      await start(world);
      for (const entry of before) await happen(world, entry);
      begun = true;
      return run.input();
    },
    perform: async ({ request: task, payload, functionName }) => {
      try {
        const given = await invoke(functionName, payload, { token: undefined, stateName: '', retryCount: 0 });
        for (const action of run.planned.splice(0)) await action();
        if ('token' in task) return { kind: 'times_out' };
        return isTimedAnswer(given) ? { kind: 'times_out' } : { kind: 'returns', output: given };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        return { kind: 'throws', name: error.name, message: error.message };
      }
    },
  };
}

/** The run as the engine's use cases see it: what they start, stop and answer is kept, or handed to the run. */
function standInForRun({ scenario, running }: RealWorldRequest) {
  let stopped = false;
  let input: Json | undefined;
  const answers = new Map<string, ScriptedAnswer>();
  const planned: (() => void | Promise<void>)[] = [];
  const answer = (token: string, given: ScriptedAnswer): 'done' => {
    answers.set(token, given);
    if (given.kind === 'completes') running?.().sendTaskSuccess(token, given.output);
    if (given.kind === 'refuses') running?.().sendTaskFailure(token, given.error, given.cause);
    return 'done';
  };
  const at: RunningExecution['at'] = (moment, action) => {
    if (running === undefined) planned.push(action);
    else running().at(moment, action);
  };
  const ports: SimulatedExecution['ports'] = {
    start: async (execution) => {
      input = withVariants(JSON.parse(execution.input), scenario);
      return 'started';
    },
    stop: async () => {
      stopped = true;
    },
    redrive: async () => {},
    describe: async () => undefined,
    listRunning: async () => ({ items: [] }),
    history: async () => [],
    succeed: async (token, output) => answer(token, { kind: 'completes', output }),
    fail: async (token, error, cause) => answer(token, { kind: 'refuses', error, cause }),
  };
  const execution: SimulatedExecution = { ports, running: () => planner(at), history: () => [] };
  const answerOf = (token: string): ScriptedAnswer => answers.get(token) ?? { kind: 'times_out' };
  return { execution, planned, answerOf, stopped: () => stopped, input: () => input };
}

/** A script of the functions of a world, in which the timeline's entries happen after so many calls. */
export function scriptWorld(world: RealWorld, entriesAfter: (calls: number) => readonly TimelineEntry[]): Script {
  let calls = 0;
  return async (call) => {
    calls += 1;
    const mine = calls;
    const given = await world.perform(call);
    for (const entry of entriesAfter(mine)) await world.play(entry);
    // What has just happened may have been what the task waits for.
    return given.kind === 'times_out' && 'token' in call.request ? world.answerOf(call.request.token) : given;
  };
}

async function start(world: SimulatedWorld): Promise<void> {
  const { graph, scenario } = world.request;
  const { type, data } = scenario.trigger;
  if (type !== undefined) await world.engine.dispatch(busEventNow(world, type, data));
  else {
    const contact = scenario.contact === undefined ? {} : { contact: scenario.contact };
    await world.engine.startByHand({ workflow: graph.workflow, data, ...contact });
  }
}

function withVariants(input: Json, { answers }: Scenario): Json {
  const chosen = [...answers].flatMap(([step, [given]]) => (given?.kind === 'variant' ? [[step, given.variant]] : []));
  if (chosen.length === 0 || !isJsonObject(input)) return input;
  return { ...input, variants: { ...Object(input.variants), ...Object.fromEntries(chosen) } };
}

/** All that functions want of a run in progress is to plan what happens later. */
function planner(at: RunningExecution['at']): RunningExecution {
  const unused = (): never => {
    throw new Error('functions of a run do not steer it');
  };
  return {
    ...{ at, state: unused, history: unused, settle: unused, runUntil: unused, runToEnd: unused, stop: unused },
    ...{ sendTaskSuccess: unused, sendTaskFailure: unused, sendTaskHeartbeat: unused, redrive: unused },
  };
}
