import { compileWorkflow } from '../../compiler/compile-workflow.ts';
import { conditionUses } from '../../compiler/data-flow/condition-uses.ts';
import { readPath } from '../../engine/read-path.ts';
import { runError } from '../../engine/runs/apply-status.ts';
import { createTimeline } from '../../engine/timeline.ts';
import type { Simulation, SimulationEnd } from '../../engine/trials/simulation.ts';
import { nameSteps, pathOf } from '../../engine/trials/timeline-path.ts';
import type { VersionManifest } from '../../ports/workflow-store.ts';
import type { WorkflowGraph } from '../../workflow/graph/graph.ts';
import { listNodes } from '../../workflow/graph/list-nodes.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { formatPath } from '../../workflow/references/path.ts';
import { loadMachine } from '../asl/load-machine.ts';
import type { Machine } from '../asl/machine.ts';
import type { RunningExecution } from '../asl/run-execution.ts';
import { neverAnswers } from '../asl/task-answer.ts';
import { createVirtualClock } from '../asl/virtual-clock.ts';
import { createCountedIds } from '../counted-ids.ts';
import { functionName } from '../engine/function-name.ts';
import { happen } from './play-entry.ts';
import type { Scenario, ScenarioRecord } from './scenario.ts';
import { createSimulatedEngine } from './simulated-engine.ts';
import { createSimulatedExecution } from './simulated-execution.ts';
import { createSimulatedFunctions } from './simulated-functions.ts';
import { busEventNow, type SimulatedWorld, type SimulationRequest } from './simulated-world.ts';

/**
 * Plays one trigger through a workflow, on virtual time and in memory: the compiled state machine, the engine's own
 * gates, conditions, actions and templates, on the case's records. Nothing is sent, and no other system is called.
 * The same request always gives the same result.
 */
export async function simulateWorkflow(request: SimulationRequest): Promise<Simulation> {
  const world = createWorld(request);
  try {
    for (const record of request.scenario.records) await putRecord(world, record);
    const refused = await start(world);
    const running = world.execution.running();
    if (refused !== undefined || running === undefined) return describe(world, refused ?? NEVER_STARTED);
    for (const entry of request.scenario.timeline) {
      running.at(entry.at, () => happen(world, entry));
    }
    await running.runToEnd();
    return describe(world, await endOf(world, running));
  } finally {
    world.engine.close();
  }
}

const NEVER_STARTED: SimulationEnd = {
  status: 'not_started',
  reason: 'unknown',
  detail: 'The engine did not start it.',
};

type Compiled = Pick<VersionManifest, 'compiled'> & { readonly machine: Machine };

/** What graphs compiled to: a backtest plays hundreds of scenarios through one. */
const COMPILED = new WeakMap<WorkflowGraph, Compiled>();

function compileOnce({ graph, catalogue }: SimulationRequest): Compiled {
  const known = COMPILED.get(graph);
  if (known !== undefined) return known;
  const { manifest, asl } = compileWorkflow(graph, { catalogue, functionArn: functionName });
  const compiled = { compiled: manifest, machine: loadMachine(asl) };
  COMPILED.set(graph, compiled);
  return compiled;
}

function createWorld(request: SimulationRequest): SimulatedWorld {
  const { graph, catalogue, scenario } = request;
  const { compiled, machine } = compileOnce(request);
  const clock = createVirtualClock(scenario.startAt);
  const ids = createCountedIds();
  const execution = createSimulatedExecution({
    machine,
    clock,
    prepare: (input) => withVariants(input, scenario),
    invoke: (resource, payload, call) => {
      if (request.mayGoOn?.() ?? true) return invoke(resource, payload, call);
      execution.running()?.stop('Signalbox.CutOff', 'It took longer than it may.');
      return neverAnswers();
    },
  });
  const version: VersionManifest = {
    ...{
      workflow: graph.workflow,
      version: 1,
      hash: 'simulation',
      description: '',
      author: 'simulation',
      origin: 'file',
    },
    ...{ publishedAt: new Date(clock.now()).toISOString(), compiled, machineRef: 'simulation' },
  };
  const engine = createSimulatedEngine({ catalogue, manifest: version, clock, ids, executions: execution.ports });
  const nextEvent = () => `case-${ids.ulid()}`;
  const world: SimulatedWorld = { request, clock, engine, execution, effects: [], notes: [], nextEvent };
  const invoke = createSimulatedFunctions(world, ids);
  return world;
}

function withVariants(input: Json, { answers }: Scenario): Json {
  const chosen = [...answers].flatMap(([step, [answer]]) =>
    answer?.kind === 'variant' ? [[step, answer.variant] as const] : [],
  );
  if (chosen.length === 0 || !isJsonObject(input)) return input;
  const drawn = isJsonObject(input.variants) ? input.variants : {};
  return { ...input, variants: { ...drawn, ...Object.fromEntries(chosen) } };
}

async function putRecord({ engine }: SimulatedWorld, { name, id, fields }: ScenarioRecord): Promise<void> {
  await engine.stores.records.put(name, { ...fields, id });
}

/** Why it does not start; `undefined` when it does. */
async function start(world: SimulatedWorld): Promise<SimulationEnd | undefined> {
  const { trigger, contact } = world.request.scenario;
  const { workflow } = world.request.graph;
  if (trigger.type === undefined) {
    const outcome = await world.engine.startByHand({
      workflow,
      data: trigger.data,
      ...(contact === undefined ? {} : { contact }),
    });
    return outcome.kind === 'skipped' ? notStarted(outcome.reason, outcome.detail) : undefined;
  }
  const { outcomes } = await world.engine.dispatch(busEventNow(world, trigger.type, trigger.data));
  const [outcome] = outcomes;
  switch (outcome?.kind) {
    case 'no-match':
      return {
        ...notStarted('if', outcome.problem ?? 'The condition of the trigger does not hold.'),
        saw: triggerSaw(world.request),
      };
    case 'skipped':
      return notStarted(outcome.reason, outcome.detail);
    case undefined:
      return notStarted('unknown', 'The event does not trigger the workflow.');
    default:
      return undefined;
  }
}

/** What the trigger's condition looked at: the event, and records as they were at that moment. */
function triggerSaw({ graph, scenario }: SimulationRequest): JsonObject {
  const { trigger } = graph;
  if (trigger.kind !== 'event' || trigger.condition === undefined) return {};
  const records = Object.fromEntries(scenario.records.map(({ name, id, fields }) => [name, { ...fields, id }]));
  const roots: JsonObject = { ...records, event: scenario.trigger.data };
  const paths = conditionUses([trigger.condition]).paths.filter(({ root }) => root !== 'now');
  return Object.fromEntries(paths.map((path) => [formatPath(path), readPath(roots[path.root], path.segments) ?? null]));
}

function notStarted(reason: string, detail: string): Extract<SimulationEnd, { status: 'not_started' }> {
  return { status: 'not_started', reason, detail };
}

async function endOf({ engine, notes }: SimulatedWorld, running: RunningExecution): Promise<SimulationEnd> {
  const { status, output, error, cause, identity } = running.state();
  const run = await engine.stores.runs.get(identity.name);
  const stop = run !== undefined && 'stop' in run ? run.stop : undefined;
  if (status === 'ABORTED' && stop !== undefined) return { status: 'exited', event: stop.by };
  if (status === 'SUCCEEDED') {
    const outcome = isJsonObject(output) && typeof output.outcome === 'string' ? output.outcome : 'completed';
    return { status: 'succeeded', outcome };
  }
  if (status === 'RUNNING') notes.push('The run still waits for something that never comes.');
  const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  return { status: 'failed', error: runError(failure) };
}

function describe(world: SimulatedWorld, end: SimulationEnd): Simulation {
  const { request, clock, execution, effects, notes } = world;
  const nodes = listNodes(request.graph.root);
  const timeline = nameSteps(createTimeline(execution.history()), nodes);
  return {
    end,
    startedAt: new Date(request.scenario.startAt).toISOString(),
    endedAt: new Date(clock.now()).toISOString(),
    timeline,
    path: pathOf(timeline, nodes, effects),
    effects,
    notes,
  };
}
