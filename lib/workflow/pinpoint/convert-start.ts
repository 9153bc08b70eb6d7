import type { Json, JsonObject } from '../json.ts';
import { isClock } from '../schema/moment.ts';
import { eventFilter, eventNames, inSegment, segmentName } from './convert-condition.ts';
import type { Importing } from './importing.ts';
import { readIsoDuration } from './iso-duration.ts';
import type { Journey } from './journey-schema.ts';

/** What starts runs. */
export function convertTrigger({ StartCondition, RefreshFrequency }: Journey, importing: Importing): JsonObject {
  const { EventStartCondition, SegmentStartCondition } = StartCondition ?? {};
  if (EventStartCondition !== undefined) {
    const { EventFilter, SegmentId } = EventStartCondition;
    const place = 'StartCondition.EventStartCondition.EventFilter.Dimensions';
    const dimensions = EventFilter?.Dimensions ?? {};
    const [event, ...others] = eventNames(dimensions, place, importing);
    if (others.length > 0) {
      const todo = 'Make a workflow for each of the others, or have the app put one event for all.';
      importing.report(place, `The journey starts by several events, the workflow by ${String(event)}.`, todo);
    }
    const conditions: Json[] = [
      ...eventFilter('event', dimensions, place, importing),
      ...(SegmentId === undefined
        ? []
        : [inSegment(SegmentId, 'StartCondition.EventStartCondition.SegmentId', importing)]),
    ];
    if (event !== undefined) return { event, ...(conditions.length === 0 ? {} : { if: conditions }) };
  }
  if (SegmentStartCondition !== undefined) {
    const place = 'StartCondition.SegmentStartCondition.SegmentId';
    const segment = segmentName(SegmentStartCondition.SegmentId, place, importing);
    const what = `Runs start for each member of the segment ${segment}.`;
    importing.report(
      place,
      what,
      'Schedules do not start runs yet: until they do, trigger it by contact.segment_entered.',
    );
    return { schedule: refresh(RefreshFrequency), segment };
  }
  importing.report(
    'StartCondition',
    'Nothing says what starts the journey.',
    'Write the trigger; until then runs start by hand.',
  );
  return { event: 'workflow.enrolled' };
}

/** Pinpoint looks for new members once a day unless told otherwise. */
function refresh(frequency: string | undefined): string {
  const [count, unit, ...more] = readIsoDuration(frequency ?? 'P1D')?.split(' ') ?? [];
  return count !== undefined && unit !== undefined && more.length === 0 && /^(day|hour|minute)/.test(unit)
    ? `rate(${count} ${unit})`
    : 'rate(1 day)';
}

/** Who may get it, how often and when. */
export function convertAudience(journey: Journey, sendsMessages: boolean, importing: Importing): JsonObject {
  const { Limits = {}, QuietTime, WaitForQuietTime } = journey;
  const { Start = '', End = '' } = QuietTime ?? {};
  const quiet = isClock(Start) && isClock(End) && Start !== End;
  if (QuietTime !== undefined && !quiet) {
    importing.report(
      'QuietTime',
      `Its times are "${Start}" and "${End}".`,
      'Write quiet_hours: "21:00-08:00" under audience.',
    );
  }
  if (quiet && WaitForQuietTime !== true) {
    const what = 'Pinpoint drops messages in quiet time; here they wait until it is over.';
    importing.report('QuietTime', what, 'Where a late message makes no sense, ask for the time of day in routes.');
  }
  if (sendsMessages) {
    const what = 'Pinpoint sends to whoever has not opted out; here a workflow names the consent that it needs.';
    importing.report(
      'Activities',
      what,
      'Look whether consent: marketing is right, and declare it under consents in catalogue.yaml.',
    );
  }
  return {
    ...(sendsMessages ? { consent: 'marketing' } : {}),
    ...reentry(Limits, importing),
    ...(quiet ? { quiet_hours: `${Start}-${End}` } : {}),
    ...cap(Limits, importing),
  };
}

type Limits = NonNullable<Journey['Limits']>;

function reentry({ EndpointReentryCap, EndpointReentryInterval }: Limits, importing: Importing): JsonObject {
  if (EndpointReentryCap === 1) return { reentry: 'once' };
  if (EndpointReentryCap !== undefined && EndpointReentryCap > 1) {
    const what = `A participant may enter ${EndpointReentryCap} times; here once, always, or after a time.`;
    importing.report('Limits.EndpointReentryCap', what, 'Write reentry: under audience.');
  }
  if (EndpointReentryInterval === undefined) return {};
  const interval = readIsoDuration(EndpointReentryInterval);
  if (interval !== undefined) return interval === '' ? {} : { reentry: interval };
  const place = 'Limits.EndpointReentryInterval';
  importing.report(
    place,
    `"${EndpointReentryInterval}" is no duration of days or less.`,
    'Write reentry: under audience.',
  );
  return {};
}

function cap(
  { DailyCap = 0, TimeframeCap, MessagesPerSecond, TotalCap = 0 }: Limits,
  importing: Importing,
): JsonObject {
  const { Cap = 0, Days = 0 } = TimeframeCap ?? {};
  const framed = Cap > 0 && Days > 0;
  if (framed && DailyCap > 0) {
    const what = `Besides ${Cap} messages in ${Days} days it allows ${DailyCap} a day.`;
    importing.report('Limits.DailyCap', what, 'Decide which of the two is the cap.');
  }
  if (TotalCap > 0) {
    importing.report(
      'Limits.TotalCap',
      `It sends ${TotalCap} messages to one participant at most.`,
      'Count the steps that send.',
    );
  }
  if (MessagesPerSecond !== undefined) {
    const what = `It sends ${MessagesPerSecond} messages a second at most.`;
    importing.report('Limits.MessagesPerSecond', what, 'The sending rate is SES’s own; nothing to do in the workflow.');
  }
  if (framed) return { cap: `${Cap} per ${Days} ${Days === 1 ? 'day' : 'days'}` };
  return DailyCap > 0 ? { cap: `${DailyCap} per 1 day` } : {};
}

const BY_HAND: Readonly<Record<string, string>> = {
  Schedule: 'Activate the workflow when it shall begin, and disable it when it shall end.',
  LocalTime: 'Nothing, unless it has a schedule.',
  RefreshOnSegmentUpdate: 'Trigger it by contact.segment_entered.',
  OpenHours: 'Declare a calendar, and wait with business_hours before the steps that send.',
  ClosedDays: 'Declare a calendar with these holidays, and wait with business_hours before the steps that send.',
  SendingSchedule: 'See OpenHours and ClosedDays.',
  JourneyChannelSettings: 'Calls through Amazon Connect are not made; make tasks for people instead.',
  TimezoneEstimationMethods: 'Keep the contact’s zone in its field zone.',
};

const CARRIED = ['ApplicationId', 'CreationDate', 'LastModifiedDate', 'State', 'tags'];
const READ = ['Id', 'Name', 'StartActivity', 'Activities', 'StartCondition', 'Limits', 'QuietTime', 'WaitForQuietTime'];

/** Settings of the whole journey that a workflow does not have. */
export function reportSettings(journey: Journey, importing: Importing): void {
  for (const [name, value] of Object.entries(journey)) {
    if (value === false || [...CARRIED, ...READ, 'RefreshFrequency'].includes(name)) continue;
    importing.report(name, `Workflows have no ${name}.`, BY_HAND[name] ?? 'Look whether it matters.');
  }
}
