import { compileWorkflow } from '../../lib/compiler/compile-workflow.ts';
import type { Catalogue } from '../../lib/workflow/catalogue/catalogue.ts';
import type { WorkflowGraph } from '../../lib/workflow/graph/graph.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../lib/workflow/json.ts';
import { type EmbeddedRun, functionArn, runEmbedded } from './run-on-both.ts';
import { type ScriptedRun, type Subject, scriptRun } from './scripted-run.ts';

/** Runs that together take every way through a workflow that any of the tried ones takes. */
export interface CoveringRuns {
  readonly runs: readonly ScriptedRun[];
  /** States that none of them enters. */
  readonly missed: readonly string[];
}

/** Compiles a workflow to what both engines run. */
export function compileSubject(graph: WorkflowGraph, catalogue: Catalogue): Subject {
  const { manifest, asl } = compileWorkflow(graph, { catalogue, functionArn });
  return { graph, catalogue, manifest, asl };
}

/**
 * Tries scripts on the embedded engine and keeps those that go a way that none before went. Every other one gets the
 * fields of `event`, which chance would not come upon.
 */
export async function coverWorkflow(
  subject: Subject,
  { tries, event = {} }: { readonly tries: number; readonly event?: JsonObject },
): Promise<CoveringRuns> {
  const { asl } = subject;
  const runs: ScriptedRun[] = [];
  const seen = new Set<string>();
  for (let seed = 0; seed < tries; seed += 1) {
    const run = scriptRun(subject, seed, { now: Date.now(), event: seed % 2 === 0 ? {} : event });
    const ways = waysOf(await runEmbedded({ asl, ...run }));
    if (ways.every((way) => seen.has(way))) continue;
    for (const way of ways) seen.add(way);
    runs.push(run);
  }
  return { runs, missed: stateNames(asl).filter((name) => !seen.has(`entered ${name}`)) };
}

/** Each step from state to state, each state of inner scopes, and each end. */
function waysOf({ observed, entered }: EmbeddedRun): readonly string[] {
  const { path, status, error, output } = observed;
  const steps = path.map((name, index) => `${name} → ${path[index + 1] ?? `${status} ${error} ${outcomeOf(output)}`}`);
  return [...steps, ...entered.map((name) => `entered ${name}`)];
}

function outcomeOf(output: Json | undefined): string {
  return isJsonObject(output) ? JSON.stringify(output.outcome) : '';
}

/** The names of all states, those of inner scopes included. */
export function stateNames(machine: Json | undefined): readonly string[] {
  if (!isJsonObject(machine) || !isJsonObject(machine.States)) return [];
  return Object.entries(machine.States).flatMap(([name, state]) => [name, ...innerMachines(state).flatMap(stateNames)]);
}

function innerMachines(state: Json): readonly Json[] {
  if (!isJsonObject(state)) return [];
  const branches = isJsonList(state.Branches) ? state.Branches : [];
  return state.ItemProcessor === undefined ? branches : [...branches, state.ItemProcessor];
}

/** Every place in a machine that holds a Choice's condition is given its text; what it gives back stands there. */
export function changeConditions(machine: JsonObject, by: (condition: string) => string): JsonObject {
  return JSON.parse(JSON.stringify(machine), (key, value) =>
    key === 'Condition' && typeof value === 'string' ? by(value) : value,
  );
}
