import type { TimelineStep } from '../../engine/timeline.ts';
import type { Node, StepId } from '../../workflow/graph/graph.ts';
import { isJsonObject, type Json } from '../../workflow/json.ts';

/** The timeline with the ids of all steps: histories tell those of waits by their names alone. */
export function nameSteps(
  timeline: readonly TimelineStep[],
  nodes: ReadonlyMap<StepId, Node>,
): readonly TimelineStep[] {
  const byName = new Map([...nodes.values()].map(({ id, name }) => [name, id]));
  return timeline.map((entry) => {
    const step = entry.step ?? byName.get(entry.name);
    return step === undefined ? entry : { ...entry, step };
  });
}

/**
 * The way a run took: every step in the order it was entered, and where it could go on in several ways, which one it
 * took: `first_check.no_response`, `back.timed_out`, `review.approved`, `credit.error`, `welcome.skipped`.
 */
export function pathOf(timeline: readonly TimelineStep[], nodes: ReadonlyMap<StepId, Node>): readonly string[] {
  return timeline.flatMap(({ name, step, output, route }) => {
    const node = step === undefined ? undefined : nodes.get(step);
    if (node === undefined || node.kind === 'jump' || node.name !== name) return [];
    const way = route ?? wayOn(output);
    return [way === undefined ? node.id : `${node.id}.${way}`];
  });
}

function wayOn(output: Json | undefined): string | undefined {
  if (!isJsonObject(output)) return undefined;
  const { outcome, decision, error, skipped } = output;
  if (typeof outcome === 'string') return outcome;
  if (typeof decision === 'string') return decision;
  if (skipped === 'consent') return 'skipped';
  return isJsonObject(error) ? 'error' : undefined;
}
