import { durationSeconds } from '../schema/duration.ts';
import type { AudienceDefinition } from '../schema/workflow-schema.ts';
import type { Audience } from './graph.ts';

/** Who may get it and how often; what is not written is the language's or the deployment's default. */
export function buildAudience(audience: AudienceDefinition = {}): Audience {
  const { consent, reentry = 'always', overlap = false, quiet_hours: quietHours, cap } = audience;
  return {
    ...(consent === undefined ? {} : { consent }),
    reentry: reentry === 'once' || reentry === 'always' ? reentry : { seconds: durationSeconds(reentry) },
    overlap,
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(cap === undefined ? {} : { cap: readCap(cap) }),
  };
}

/** `3 per 7 days`; the schema has refused what is not of that form. */
function readCap(cap: string): NonNullable<Audience['cap']> {
  const [count, span = ''] = cap.split(' per ');
  return cap === 'none' ? 'none' : { count: Number(count), seconds: durationSeconds(span) };
}
