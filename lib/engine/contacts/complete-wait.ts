import type { WaitResult } from '../../compiler/task-contract.ts';
import type { ContactActivityStore, OpenWait, Signal } from '../../ports/contact-activity-store.ts';
import type { RunStore } from '../../ports/run-store.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import type { Holds } from '../conditions/holds.ts';
import { changeRun } from '../runs/change-run.ts';
import { withoutWaits } from '../runs/run-waits.ts';

/** What completing a wait needs. */
export interface CompleteWaitDeps {
  readonly runs: Pick<RunStore, 'get' | 'replace'>;
  readonly activity: Pick<ContactActivityStore, 'removeWait'>;
  readonly tokens: Pick<TaskTokens, 'succeed'>;
  readonly holds: Holds;
}

/** Whether a wait is for this event: after its start, not the run's own trigger, and fitting its condition. */
export async function awaits(
  { holds }: Pick<CompleteWaitDeps, 'holds'>,
  wait: Omit<OpenWait, 'token'>,
  { signal, now }: { readonly signal: Signal; readonly now: number },
): Promise<boolean> {
  if (wait.event !== signal.event || signal.at < wait.since || signal.id === wait.eventId) {
    return false;
  }
  return (
    wait.condition === undefined ||
    holds(wait.condition, { now, zone: wait.zone, values: { ...wait.data, received: signal.data } })
  );
}

/**
 * Wakes a wait. The token decides: it can be used once, so two signals at the same time, a repeated one, or both sides
 * at once wake it exactly once, and a crash before the clean-up costs nothing but a second try that finds it gone.
 */
export async function completeWait(deps: CompleteWaitDeps, wait: OpenWait, signal: Signal): Promise<'woken' | 'gone'> {
  const result: WaitResult = { received: signal.data, at: signal.at };
  const answer = await deps.tokens.succeed(wait.token, { ...result });
  await changeRun(deps.runs, wait.runId, (run) => withoutWaits(run, ({ key }) => key === wait.key));
  // Last, so that whoever repeats this after a crash finds the wait and does the rest.
  await deps.activity.removeWait(wait);
  return answer === 'done' ? 'woken' : 'gone';
}
