import type { RunFacts, RunInput } from '../../compiler/compiled-workflow.ts';
import type { PendingRun } from '../../ports/run.ts';
import type { RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { KnownVersion } from '../workflows/live-workflows.ts';
import type { BeginRunDeps, BeginRunRequest } from './begin-run.ts';
import { drawVariants } from './bucket.ts';

/** Ids of the records that a trigger is about, by name. */
export type RecordIds = Readonly<Partial<Record<RecordName, string>>>;

/** The record of a run that is about to be put; all that it draws is drawn here, once. */
export function pendingRun(
  deps: BeginRunDeps,
  { known, arm, event, type, contact }: BeginRunRequest,
  id: string,
): PendingRun {
  return {
    id,
    workflow: known.workflow,
    version: known.version,
    arm,
    ...(contact === undefined ? {} : { contact }),
    ...whatCounts(deps, known, { id, contact, triggeredAt: event.metadata.timestamp }),
    trigger: { event: type.name, eventId: event.identity, at: event.metadata.timestamp },
    createdAt: new Date(deps.clock.now()).toISOString(),
    machineRef: known.machineRef,
    revision: 1,
    redrives: 0,
    correlationId: event.metadata.correlationId,
    status: 'pending',
    attempts: 0,
  };
}

/** What of a run is fixed at its start for the statistics: the variants that it draws, and how long its goal counts. */
function whatCounts(
  { hash }: BeginRunDeps,
  { workflow, compiled }: KnownVersion,
  {
    id,
    contact = id,
    triggeredAt,
  }: { readonly id: string; readonly contact?: string | undefined; readonly triggeredAt: string },
): Pick<PendingRun, 'variants' | 'goalUntil'> {
  const { experiments, goal } = compiled;
  const seconds = goal?.withinSeconds;
  return {
    ...(experiments.length === 0 ? {} : { variants: drawVariants(experiments, { workflow, subject: contact }, hash) }),
    ...(seconds === undefined ? {} : { goalUntil: new Date(Date.parse(triggeredAt) + seconds * 1000).toISOString() }),
  };
}

/** What its execution is started with. */
export function inputOf(
  { event }: BeginRunRequest,
  { run, ids, records }: { readonly run: PendingRun; readonly ids: RecordIds; readonly records: JsonObject },
): RunInput {
  const { id, workflow, version, arm, contact, variants } = run;
  const facts: RunFacts = {
    id,
    workflow,
    version,
    arm,
    ...(contact === undefined ? {} : { contact }),
    event_id: event.identity,
    triggered_at: event.metadata.timestamp,
    started_at: run.createdAt,
    ...(Object.keys(ids).length === 0 ? {} : { records: ids }),
    depth: event.metadata.depth,
    chain: event.metadata.chain,
    correlation_id: event.metadata.correlationId,
  };
  return {
    run: facts,
    event: event.data,
    ...(Object.keys(records).length === 0 ? {} : { records }),
    ...(variants === undefined ? {} : { variants }),
  };
}
