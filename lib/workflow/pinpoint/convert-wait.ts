import type { Json } from '../json.ts';
import { isTime } from '../schema/moment.ts';
import type { Importing } from './importing.ts';
import { readIsoDuration } from './iso-duration.ts';
import type { WaitTime } from './journey-schema.ts';

/** What stands behind `wait:`; nothing when it is no time that can be waited for. */
export function waitValue({ WaitFor, WaitUntil }: WaitTime, place: string, importing: Importing): Json | undefined {
  const duration = readIsoDuration(WaitFor ?? '');
  if (duration !== undefined && duration !== '') return duration;
  const until = WaitUntil === undefined || isTime(WaitUntil) ? WaitUntil : `${WaitUntil}Z`;
  if (until !== undefined && isTime(until)) return { until };
  if (duration === '') return undefined;
  const what = `It waits for "${WaitFor ?? WaitUntil ?? 'nothing'}", which is no time.`;
  importing.report(`${place}.WaitTime`, what, 'Write the wait: at this place.');
  return undefined;
}
