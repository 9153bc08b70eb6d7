import type { HappenedQuery, ReadResult, ReadTask } from '../compiler/task-contract.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactActivityStore, Signal } from '../ports/contact-activity-store.ts';
import type { RecordStore } from '../ports/record-store.ts';
import type { Calendar, RecordName } from '../workflow/catalogue/catalogue.ts';
import type { CalendarWait } from '../workflow/graph/graph.ts';
import type { JsonObject } from '../workflow/json.ts';
import { readRecords } from './actions/read-records.ts';
import { isOpen } from './calendar/business-hours.ts';
import { localTime } from './calendar/local-time.ts';
import { resolveWait } from './calendar/resolve-wait.ts';
import { resolveZone } from './calendar/resolve-zone.ts';
import type { Holds } from './conditions/holds.ts';
import { readPath } from './read-path.ts';

/** What reading for a run needs. */
export interface ReadRunDataDeps {
  readonly records: Pick<RecordStore, 'getMany'>;
  readonly activity: Pick<ContactActivityStore, 'listSignals'>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly holds: Holds;
  readonly clock: Clock;
  /** IANA name: the deployment's zone. */
  readonly zone: string;
}

/**
 * Handles the state `<name> (data)`: reads what the next state needs and the run does not hold.
 *
 * @throws AppError `missing_value` or `never_open`, of kind `invalid`, for a wait that has no end
 */
export function createReadRunData(deps: ReadRunDataDeps): (task: ReadTask) => Promise<ReadResult> {
  return async (task) => {
    const { reads = [], run } = task;
    const inContactsZone = task.zone === 'contact' || task.wait?.zone === 'contact';
    const names: readonly RecordName[] = inContactsZone ? [...reads, 'contact'] : reads;
    const records: JsonObject = { ...(await readRecords(run, names, deps.records)) };
    const zone = resolveZone(task.zone, records.contact, deps.zone);
    const values = { ...task.data, ...records };
    return {
      ...(task.reads === undefined
        ? {}
        : { records: Object.fromEntries(reads.map((name) => [name, records[name] ?? null])) }),
      ...(task.happened === undefined ? {} : { happened: await happened(deps, task.happened, { task, values, zone }) }),
      ...(task.business_hours === undefined ? {} : { business_hours: openings(deps, task.business_hours, task) }),
      ...(task.local_time === true ? { local_time: localTime(Date.parse(task.now), zone) } : {}),
      ...(task.wait === undefined ? {} : { until: waitEnd(deps, task.wait, { task, values }) }),
    };
  };
}

interface Surroundings {
  readonly values: JsonObject;
  readonly zone: string;
}

function openings(
  { calendars }: ReadRunDataDeps,
  names: readonly string[],
  { now }: ReadTask,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    names.map((name) => {
      const calendar = calendars.get(name);
      return [name, calendar !== undefined && isOpen(calendar, Date.parse(now))];
    }),
  );
}

/** The wait's own zone counts, which may be another than the workflow's. */
function waitEnd(
  deps: ReadRunDataDeps,
  wait: CalendarWait,
  { task, values }: { readonly task: ReadTask; readonly values: JsonObject },
): string {
  const { until: operand } = wait;
  const until = operand?.kind === 'path' ? readPath(values[operand.path.root], operand.path.segments) : operand?.value;
  const zone = resolveZone(wait.zone, values.contact, deps.zone);
  const now = Math.max(deps.clock.now(), Date.parse(task.now));
  return new Date(resolveWait(wait, { now, zone, calendars: deps.calendars, until })).toISOString();
}

/** A run without a contact has no history. */
async function happened(
  deps: ReadRunDataDeps,
  queries: Readonly<Record<string, HappenedQuery>>,
  surroundings: Surroundings & { readonly task: ReadTask },
): Promise<Readonly<Record<string, boolean>>> {
  const answers = await Promise.all(
    Object.entries(queries).map(
      async ([key, query]) => [key, await hasHappened(deps, { query, ...surroundings })] as const,
    ),
  );
  return Object.fromEntries(answers);
}

async function hasHappened(
  deps: ReadRunDataDeps,
  { task, query, values, zone }: Surroundings & { readonly task: ReadTask; readonly query: HappenedQuery },
): Promise<boolean> {
  const { contact, event_id, triggered_at } = task.run;
  if (contact === undefined) {
    return false;
  }
  const now = Date.parse(task.now);
  const { signals } = await deps.activity.listSignals(contact, query.event, sinceOf(query, triggered_at, now));
  for (const signal of signals) {
    if (signal.id !== event_id && (await fits(deps, query, { signal, values, zone, now }))) {
      return true;
    }
  }
  return false;
}

/** The later of the two bounds. Both are ISO 8601 in UTC with milliseconds, so that text order is time order. */
function sinceOf({ since, withinSeconds }: HappenedQuery, triggeredAt: string, now: number): string {
  const from = since ?? triggeredAt;
  const within = withinSeconds === undefined ? from : new Date(now - withinSeconds * 1000).toISOString();
  return within > from ? within : from;
}

function fits(
  { holds }: ReadRunDataDeps,
  { condition }: HappenedQuery,
  { signal, values, zone, now }: Surroundings & { readonly signal: Signal; readonly now: number },
): boolean | Promise<boolean> {
  return condition === undefined || holds(condition, { now, zone, values: { ...values, received: signal.data } });
}
