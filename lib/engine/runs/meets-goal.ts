import type { CompiledGoal, RunInput } from '../../compiler/compiled-workflow.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Signal } from '../../ports/contact-activity-store.ts';
import type { Holds } from '../conditions/holds.ts';

/** Whether an event of the run's contact is the run's goal: after its trigger, in time, and fitting the goal's `if`. */
export async function meetsGoal(
  deps: { readonly holds: Holds; readonly clock: Clock },
  {
    goal,
    zone,
    signal,
    input,
  }: {
    readonly goal: CompiledGoal;
    readonly zone: string;
    readonly signal: Pick<Signal, 'id' | 'event' | 'at' | 'data'>;
    readonly input: RunInput;
  },
): Promise<boolean> {
  const { run, event, records } = input;
  const { event: awaited, condition, withinSeconds = Number.POSITIVE_INFINITY } = goal;
  const elapsed = Date.parse(signal.at) - Date.parse(run.triggered_at);
  if (signal.event !== awaited || signal.id === run.event_id || elapsed < 0 || elapsed > withinSeconds * 1000) {
    return false;
  }
  if (condition === undefined) {
    return true;
  }
  return deps.holds(condition, {
    now: deps.clock.now(),
    zone,

    values: { ...records, event, run: { ...run }, received: signal.data },
  });
}
