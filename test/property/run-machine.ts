import type { Compiled } from '../../lib/compiler/compile-workflow.ts';
import type { ActionTask, ReadTask, TaskBase, WaitForTask } from '../../lib/compiler/task-contract.ts';
import { toHistoryEvent } from '../../lib/local/asl/history-event.ts';
import { loadMachine } from '../../lib/local/asl/load-machine.ts';
import { startExecution } from '../../lib/local/asl/run-execution.ts';
import type { TaskCall } from '../../lib/local/asl/task-caller.ts';
import { createVirtualClock } from '../../lib/local/asl/virtual-clock.ts';
import type { WorkflowGraph } from '../../lib/workflow/graph/graph.ts';
import type { Json, JsonObject } from '../../lib/workflow/json.ts';
import { fillText, type Walk, type World } from '../reference/walk-graph.ts';

/** What a run of the machine did, to be held against the walk, and the keys of its side effects. */
export interface MachineRun extends Walk {
  readonly effects: readonly string[];
  readonly transitions: number;
  readonly seconds: number;
}

type Task = TaskBase & { readonly kind: string };

/** Runs a compiled workflow in the embedded interpreter, in a world. */
export async function runMachine({ manifest, asl }: Compiled, graph: WorkflowGraph, world: World): Promise<MachineRun> {
  const clock = createVirtualClock(world.start);
  const waits: string[] = [];
  const inputs: string[] = [];
  const effects: string[] = [];
  let changes = 0;

  const read = (task: ReadTask): JsonObject => ({
    records: { contact: world.contact(clock.now(), changes) },
    happened: mapValues(task.happened ?? {}, ({ event, since }) => world.happened(event, since)),
    business_hours: mapValues({ office: 0 }, () => world.isOpen('office', clock.now())),
    local_time: world.local(clock.now()),
    until: new Date(world.waitUntil(clock.now())).toISOString(),
  });

  const invoke = (_resource: string, payload: Json, { token, stateName }: TaskCall): Json => {
    // What the compiler writes as a request is one.
    const task = payload as unknown as Task;
    if (task.kind === 'read') return read(task as ReadTask);
    effects.push([task.step, ...(task.iteration ?? [])].join('/'));
    if (task.kind === 'wait_for') waits.push(`${stateName} ${String((task as WaitForTask).since)}`);
    if (task.kind === 'action') inputs.push(inputOf(task as ActionTask));
    if ((payload as JsonObject).action === 'contact.tag') changes += 1;
    const answer = world.answer(task.step, Date.parse(task.now));
    switch (answer.kind) {
      case 'silence':
        return null;
      case 'error':
        throw Object.assign(new Error(`${answer.code}: ${answer.message}`), { name: 'Signalbox.Permanent' });
      case 'rejected':
        later(answer.after, () =>
          running.sendTaskFailure(String(token), 'Signalbox.Rejected', JSON.stringify(answer.output)),
        );
        return null;
      case 'output':
        if (token === undefined) return answer.output;
        later(answer.after, () => running.sendTaskSuccess(token, answer.output));
        return null;
    }
  };
  const later = (after: number, act: () => void): void => running.at(clock.now() + after, act);

  const input = {
    run: { id: 'run-1', workflow: graph.workflow, version: 1, arm: 'control', triggered_at: '', started_at: '' },
    event: world.event,
    records: manifest.startReads.length === 0 ? {} : { contact: world.contact(world.start, 0) },
    variants: world.variants,
  };
  const running = startExecution({ machine: loadMachine(asl), input, invoke, clock });
  const state = await running.runToEnd();
  const entered = running
    .history()
    .map(toHistoryEvent)
    .flatMap(({ stateEnteredEventDetails: details }) => (details === undefined ? [] : [String(details.name)]));
  const names = stepNames(graph);
  return {
    entered: entered.filter((name) => names.has(name)).sort(),
    inputs: inputs.sort(),
    waits: waits.sort(),
    end: state.status === 'SUCCEEDED' ? { outcome: outcomeOf(state.output) } : { failed: String(state.cause) },
    endedAt: clock.now(),
    effects,
    transitions: entered.length,
    seconds: (clock.now() - world.start) / 1000,
  };
}

function mapValues<Value>(object: Readonly<Record<string, Value>>, change: (value: Value) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** The input, filled from exactly what the state handed over. */
function inputOf({ with: input, data, now }: ActionTask): string {
  return fillText(JSON.stringify(input), { ...data, now });
}

function outcomeOf(output: Json | undefined): string {
  return String((output as JsonObject | undefined)?.outcome);
}

function stepNames(graph: WorkflowGraph): ReadonlySet<string> {
  const names = new Set<string>();
  const scopes = [graph.root];
  for (const { nodes } of scopes) {
    for (const node of nodes.values()) {
      names.add(node.name);
      if (node.kind === 'parallel') scopes.push(...node.branches.map(({ scope }) => scope));
      if (node.kind === 'each') scopes.push(node.scope);
    }
  }
  return names;
}
