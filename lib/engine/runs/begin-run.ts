import type { CompiledGoal, CompiledWorkflow, RunInput } from '../../compiler/compiled-workflow.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ContactActivityStore, Signal } from '../../ports/contact-activity-store.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Hash } from '../../ports/ids.ts';
import type { RecordStore } from '../../ports/record-store.ts';
import type { PendingRun, Run } from '../../ports/run.ts';
import type { PutRunOutcome, RunStore } from '../../ports/run-store.ts';
import type { SkippedRunStore, SkipReason } from '../../ports/skipped-run-store.ts';
import type { EventType } from '../../workflow/catalogue/catalogue.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { Holds } from '../conditions/holds.ts';
import type { IncomingEvent } from '../events/parse-envelope.ts';
import { readField, readId } from '../read-path.ts';
import type { KnownVersion } from '../workflows/live-workflows.ts';
import { meetsGoal } from './meets-goal.ts';
import { inputOf, pendingRun, type RecordIds } from './new-run.ts';
import { runId } from './run-identity.ts';

/** What starting a run needs. */
export interface BeginRunDeps {
  readonly runs: Pick<RunStore, 'putPending' | 'getInput'>;
  readonly skippedRuns: Pick<SkippedRunStore, 'put'>;
  readonly activity: Pick<ContactActivityStore, 'listSignals'>;
  readonly records: Pick<RecordStore, 'getMany'>;
  readonly executions: Pick<Executions, 'start'>;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly hash: Hash;

  /** How long a skipped run stays on record. */
  readonly keepSkippedSeconds: number;
}

/** A trigger that has passed everything that costs nothing. */
export interface BeginRunRequest {
  readonly known: KnownVersion;
  readonly arm: Run['arm'];
  readonly event: IncomingEvent;
  readonly type: EventType;
  readonly contact: string | undefined;
  /** It must not start, and that is to be recorded. */
  readonly refusal?: { readonly reason: SkipReason; readonly detail: string };
  /** The rest of the trigger's condition, on the records read. */
  readonly matches: (records: JsonObject) => Promise<boolean>;
}

/** What became of a trigger. */
export type BeginRunOutcome =
  /** The trigger's `if` does not hold, or the rollout gives the run to the other arm. */
  | {
      readonly kind: 'no-match';
      readonly workflow: string;
      readonly version: number;
      readonly reason: 'filter' | 'arm';
    }
  | ({ readonly workflow: string; readonly version: number; readonly runId: string } & (
      | { readonly kind: 'started' }
      /** The same trigger started it before. */
      | { readonly kind: 'duplicate' }
      /** Stored, but its execution is refused for now; the sweep tries again and gives up in the end. */
      | { readonly kind: 'deferred'; readonly code: string; readonly message: string }
      | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly detail: string }
    ));

/** Starts a run, or says why not. */
export type BeginRun = (request: BeginRunRequest) => Promise<BeginRunOutcome>;

/** Gates, the put, and the start, in that order: whoever crashes in between leaves a pending run for the sweep. */
export function createBeginRun(deps: BeginRunDeps): BeginRun {
  return async (request) => {
    const { known, event, type, contact } = request;
    const { workflow } = known;
    const { source, detailType } = type;
    const id = runId({ workflow, source, detailType, contact, identity: event.identity }, deps.hash);
    const skip = (reason: SkipReason, detail: string) => recordSkip(deps, request, { id, reason, detail });
    if (request.refusal !== undefined) {
      return skip(request.refusal.reason, request.refusal.detail);
    }
    const ids = recordIds(type, event.data, contact);
    const records = await readRecords(deps, known, ids);
    if (!(await request.matches(records))) {
      return { kind: 'no-match', workflow, version: known.version, reason: 'filter' };
    }
    const missing = missingConsent(known, records);
    if (missing !== undefined) {
      return skip('consent', missing);
    }
    const run = pendingRun(deps, request, id);
    const input = inputOf(request, { run, ids, records });
    const put = await putUnlessGoalIsMet(deps, known.compiled, { run, input });
    switch (put.kind) {
      case 'refused':
        return skip(put.reason, put.detail);
      case 'signalled':
        return skip('goal', put.detail);
      case 'created':
        return start(deps, run, JSON.stringify(input));
      case 'exists':
        return startAgain(deps, put.run);
    }
  };
}

async function recordSkip(
  deps: BeginRunDeps,
  { known, event, type, contact }: BeginRunRequest,
  skip: { readonly id: string; readonly reason: SkipReason; readonly detail: string },
): Promise<BeginRunOutcome> {
  const { workflow, version } = known;
  const now = deps.clock.now();
  await deps.skippedRuns.put({
    ...skip,
    workflow,
    version,
    ...(contact === undefined ? {} : { contact }),
    event: type.name,
    eventId: event.identity,
    at: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + deps.keepSkippedSeconds,
  });
  return { kind: 'skipped', workflow, version, runId: skip.id, reason: skip.reason, detail: skip.detail };
}

function recordIds(type: EventType, data: JsonObject, contact: string | undefined): RecordIds {
  const ids = new Map<string, string>();
  for (const [name, field] of Object.entries(type.records)) {
    const id = readId(readField(data, field));
    if (id !== undefined) {
      ids.set(name, id);
    }
  }
  return { ...Object.fromEntries(ids), ...(contact === undefined ? {} : { contact }) };
}

/** One batched read, or none. */
async function readRecords(deps: BeginRunDeps, { compiled }: KnownVersion, ids: RecordIds): Promise<JsonObject> {
  const keys = compiled.startReads.flatMap((name) => {
    const id = ids[name];
    return id === undefined ? [] : [{ name, id }];
  });
  const found = keys.length === 0 ? [] : await deps.records.getMany(keys);
  return Object.fromEntries(found.map(({ name, record }) => [name, record]));
}

/** Why the consent that the workflow names is not there, or `undefined` where it is, or none is needed. */
function missingConsent({ compiled }: KnownVersion, records: JsonObject): string | undefined {
  const { consent = 'none' } = compiled.audience;
  if (consent === 'none') {
    return undefined;
  }
  const given = readField(records, 'contact.consents');
  return Array.isArray(given) && given.includes(consent)
    ? undefined
    : `The contact has not given the consent "${consent}".`;
}

/**
 * Puts the run unless a stopping goal was reached since the trigger. The transaction itself refuses while there are
 * signals that nobody looked at, so that a goal which comes in just now either refuses the put or finds the run.
 */
async function putUnlessGoalIsMet(
  deps: BeginRunDeps,
  { goal, zone, audience }: CompiledWorkflow,
  { run, input }: { readonly run: PendingRun; readonly input: RunInput },
): Promise<PutRunOutcome> {
  const request = { run, input: JSON.stringify(input), audience };
  const { contact, trigger } = run;
  if (goal === undefined || !goal.stop || contact === undefined) {
    return deps.runs.putPending(request);
  }
  const watched = { event: goal.event, since: trigger.at };
  for (let seen = 0; ; ) {
    const put = await deps.runs.putPending({ ...request, unless: { ...watched, seen } });
    if (put.kind !== 'signalled') {
      return put;
    }
    const { signals, revision } = await deps.activity.listSignals(contact, watched.event, watched.since);
    const met = await firstToMeet(deps, { goal, zone, input, signals });
    if (met !== undefined) {
      return {
        kind: 'signalled',
        detail: `The goal ${goal.event} was reached at ${met.at}, before the run could start.`,
      };
    }
    seen = revision;
  }
}

async function firstToMeet(
  deps: BeginRunDeps,
  {
    goal,
    zone,
    input,
    signals,
  }: {
    readonly goal: CompiledGoal;
    readonly zone: string;
    readonly input: RunInput;
    readonly signals: readonly Signal[];
  },
): Promise<Signal | undefined> {
  for (const signal of signals) {
    if (await meetsGoal(deps, { goal, zone, signal, input })) {
      return signal;
    }
  }
  return undefined;
}

async function start(
  deps: BeginRunDeps,
  run: Pick<Run, 'id' | 'machineRef' | 'version' | 'workflow'>,
  input: string,
): Promise<BeginRunOutcome> {
  const { id, machineRef, workflow, version } = run;
  const base = { workflow, version, runId: id };
  try {
    const started = await deps.executions.start({ machineRef, name: id, input });
    return { ...base, kind: started === 'started' ? 'started' : 'duplicate' };
  } catch (error) {
    if (error instanceof AppError && (error.kind === 'invalid' || error.kind === 'not-found')) {
      return { ...base, kind: 'deferred', code: error.code, message: error.message };
    }
    throw error;
  }
}

/** The stored version and input count: what has changed since the first delivery is for other runs. */
async function startAgain(deps: BeginRunDeps, run: Run): Promise<BeginRunOutcome> {
  const { id, workflow, version } = run;
  const input = run.status === 'pending' ? await deps.runs.getInput(id) : undefined;
  return input === undefined ? { kind: 'duplicate', workflow, version, runId: id } : start(deps, run, input);
}
