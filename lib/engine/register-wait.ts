import type { WaitForTask } from '../compiler/task-contract.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactActivityStore, OpenWait } from '../ports/contact-activity-store.ts';
import { awaits, type CompleteWaitDeps, completeWait } from './contacts/complete-wait.ts';
import { changeRun } from './runs/change-run.ts';
import { withWait } from './runs/run-waits.ts';
import { taskKey } from './runs/task-key.ts';

/** What registering a wait needs. */
export interface RegisterWaitDeps extends CompleteWaitDeps {
  readonly activity: Pick<ContactActivityStore, 'putWait' | 'listSignals' | 'removeWait'>;
  readonly clock: Clock;
}

/** A wait outlives its time-out by this, so that an answer that comes in late is told that it is late. */
const GRACE_SECONDS = 24 * 60 * 60;

/**
 * Handles a `wait_for` step: the wait is stored first, then the events that came in before are looked through. Whoever
 * records an event does it the other way round, so that one of the two finds the other. A run without a contact waits
 * for its time-out: no event can be the same contact's.
 */
export function createRegisterWait(deps: RegisterWaitDeps): (task: WaitForTask) => Promise<void> {
  return async (task) => {
    const now = deps.clock.now();
    const key = taskKey(task);
    const until = new Date(now + task.timeout_seconds * 1000).toISOString();
    await changeRun(deps.runs, task.run.id, (run) => withWait(run, { key, until }, task.run.started_at));
    if (task.run.contact === undefined) {
      return;
    }
    const wait = openWait(task, { key, contact: task.run.contact, until });
    await deps.activity.putWait(wait);
    const { signals } = await deps.activity.listSignals(wait.contact, wait.event, wait.since);
    for (const signal of signals) {
      if (await awaits(deps, wait, { signal, now })) {
        await completeWait(deps, wait, signal);
        return;
      }
    }
  };
}

function openWait(
  task: WaitForTask,
  { key, contact, until }: { readonly key: string; readonly contact: string; readonly until: string },
): OpenWait {
  const { run, step, event, condition, data = {}, zone, since, token } = task;
  return {
    contact,
    runId: run.id,
    step,
    key,
    event,
    ...(condition === undefined ? {} : { condition }),
    data,
    zone,
    since: since ?? run.triggered_at,
    ...(run.event_id === undefined ? {} : { eventId: run.event_id }),
    token,
    expiresAt: Math.ceil(Date.parse(until) / 1000) + GRACE_SECONDS,
  };
}
