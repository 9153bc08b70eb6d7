import type { RunInput } from '../compiler/compiled-workflow.ts';
import type { ContactActivityStore, OpenRun, OpenWait, Signal } from '../ports/contact-activity-store.ts';
import { hasEnded, mayStillConvert, type Run } from '../ports/run.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { EventType } from '../workflow/catalogue/catalogue.ts';

import { awaits, type CompleteWaitDeps, completeWait } from './contacts/complete-wait.ts';
import { indexEventTypes } from './events/event-type-index.ts';
import { parseEnvelope } from './events/parse-envelope.ts';
import { readField, readId } from './read-path.ts';
import { baseOf } from './runs/apply-status.ts';
import { changeRun } from './runs/change-run.ts';
import { type EndStoppedRunDeps, endStoppedRun } from './runs/end-stopped-run.ts';
import { meetsGoal } from './runs/meets-goal.ts';
import { requestStop } from './stop-run.ts';
import type { LiveWorkflows } from './workflows/live-workflows.ts';

/** What receiving a signal needs. Keep the use case for the life of the process. */
export interface ReceiveSignalDeps extends CompleteWaitDeps, EndStoppedRunDeps {
  readonly runs: Pick<RunStore, 'get' | 'getInput' | 'replace'>;
  readonly activity: Pick<ContactActivityStore, 'putSignal' | 'listOpen' | 'removeWait'>;
  readonly live: LiveWorkflows;
  readonly events: ReadonlyMap<string, EventType>;

  /** How long an event can still be found by a wait or a `happened`. */
  readonly keepSignalSeconds: number;
}

/** What an event did to the open runs of its contact. */
export type SignalReport =
  /** No version that is live or has open runs names it, it has no contact, or it is a replay: no call was made. */
  | { readonly kind: 'not-awaited' }
  | {
      readonly kind: 'recorded';
      readonly woken: readonly string[];
      readonly stopped: readonly string[];
      readonly converted: readonly string[];
    };

/**
 * Records an event that runs of its contact may wait for, and tells those that do. Recorded first, then looked: a
 * `wait_for` that registers meanwhile looks for the record.
 *
 * @throws AppError SB701 for what is no event; anything else: deliver it again
 */
export function createReceiveSignal(deps: ReceiveSignalDeps): (raw: unknown) => Promise<SignalReport> {
  const find = indexEventTypes(deps.events);
  return async (raw) => {
    const event = parseEnvelope(raw);
    const type = find(event);
    const contact = type?.contact === undefined ? undefined : readId(readField(event.data, type.contact));
    if (type === undefined || contact === undefined || event.replay !== undefined) {
      return { kind: 'not-awaited' };
    }
    const { awaited } = await deps.live.index();
    if (!awaited.has(type.name)) {
      return { kind: 'not-awaited' };
    }
    const signal: Signal = {
      contact,
      id: event.identity,
      event: type.name,
      data: event.data,
      at: event.metadata.timestamp,
      expiresAt: Math.floor(deps.clock.now() / 1000) + deps.keepSignalSeconds,
    };
    await deps.activity.putSignal(signal);
    const open = await deps.activity.listOpen(contact);
    const reached = await reachGoals(deps, open.runs, signal);
    const stopped = new Set(reached.stopped);
    const waits = open.waits.filter(({ runId }) => !stopped.has(runId));
    return { kind: 'recorded', ...reached, woken: await wake(deps, waits, signal) };
  };
}

/** Goals come before waits: a run that ends at its goal never sees the event in a `wait_for`. */
async function reachGoals(
  deps: ReceiveSignalDeps,
  runs: readonly OpenRun[],
  signal: Signal,
): Promise<{ readonly stopped: readonly string[]; readonly converted: readonly string[] }> {
  const stopped: string[] = [];
  const converted: string[] = [];
  for (const { runId, workflow, version, ended } of runs) {
    const { goal, zone } = (await deps.live.version(workflow, version)).compiled;
    const text = goal?.event === signal.event ? await deps.runs.getInput(runId) : undefined;
    if (goal === undefined || text === undefined) {
      continue;
    }
    // Written by dispatch, byte for byte.
    const input = JSON.parse(text) as RunInput;
    if (!(await meetsGoal(deps, { goal, zone, signal, input }))) {
      continue;
    }
    if (goal.stop && !ended && (await exit(deps, runId, signal))) {
      stopped.push(runId);
    } else {
      await changeRun(deps.runs, runId, (run) => convert(run, signal));
    }
    converted.push(runId);
  }
  return { stopped, converted };
}

/** The run with its conversion, or `undefined` where it has one, or ended before its goal and does not wait for it. */
function convert(run: Run, signal: Signal): Run | undefined {
  const counts = run.convertedAt === undefined && (!hasEnded(run) || mayStillConvert(run));
  return counts ? { ...run, ...baseOf(run), convertedAt: signal.at } : undefined;
}

/** Ends a run at its goal. `false`: it has ended meanwhile. */
async function exit(deps: ReceiveSignalDeps, runId: string, signal: Signal): Promise<boolean> {
  const change = await requestStop(deps, { runId, kind: 'goal', by: signal.event });
  if (change?.after.status !== 'stop-requested') {
    return false;
  }
  await endStoppedRun(deps, change.after);
  return true;
}

async function wake(deps: ReceiveSignalDeps, waits: readonly OpenWait[], signal: Signal): Promise<readonly string[]> {
  const woken: string[] = [];
  const now = deps.clock.now();
  for (const wait of waits) {
    if ((await awaits(deps, wait, { signal, now })) && (await completeWait(deps, wait, signal)) === 'woken') {
      woken.push(wait.runId);
    }
  }
  return woken;
}
