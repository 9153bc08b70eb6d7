import { TASK_ERRORS } from '../../compiler/task-contract.ts';
import type { Node, StepId } from '../../workflow/graph/graph.ts';
import { isJsonObject } from '../../workflow/json.ts';
import type { TimelineStep } from '../timeline.ts';
import type { SimulatedEffect } from './simulation.ts';

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
export function pathOf(
  timeline: readonly TimelineStep[],
  nodes: ReadonlyMap<StepId, Node>,
  effects: readonly SimulatedEffect[],
): readonly string[] {
  return timeline.flatMap((entry) => {
    const node = entry.step === undefined ? undefined : nodes.get(entry.step);
    if (node === undefined || node.kind === 'jump' || entry.kind === 'hold') return [];
    // What a step needs could not be read: its own state is never entered.
    if (entry.kind === 'read') return entry.failed ? [`${node.id}.error`] : [];
    const heldBack = effects.some(({ step, at, skipped }) => step === node.id && at === entry.enteredAt && skipped);
    const way = heldBack ? 'skipped' : wayOn(entry);
    return [way === undefined ? node.id : `${node.id}.${way}`];
  });
}

/**
 * Which way a step went on, where there are several: a route or variant, `received` or `timed_out`, a decision,
 * `error` for an action that failed and was mended by its `on_error`, `skipped` for a message without consent.
 */
export function wayOn({ kind, route, output, failed, error, leftAt }: TimelineStep): string | undefined {
  if (route !== undefined || leftAt === undefined) return route;
  const { decision, skipped } = isJsonObject(output) ? output : {};
  switch (kind) {
    case 'wait_for':
      return failed ? 'timed_out' : 'received';
    case 'approve':
      if (typeof decision === 'string') return decision;
      if (failed) return error?.code === TASK_ERRORS.rejected ? 'rejected' : 'timed_out';
      return 'approved';
    default:
      if (skipped === 'consent') return 'skipped';
      return failed || (isJsonObject(output) && isJsonObject(output.error)) ? 'error' : undefined;
  }
}
