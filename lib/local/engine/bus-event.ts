import { z } from 'zod';
import { invalid } from '../../errors/app-error.ts';
import { JsonObjectSchema } from './json-object-schema.ts';

/** An event as EventBridge hands it to targets; the embedded engine makes the same of what it is given. */
const BusEventSchema = z.object({
  version: z.literal('0'),
  id: z.string().min(1),
  source: z.string().min(1).max(256),
  'detail-type': z.string().min(1).max(128),
  account: z.string(),
  time: z.iso.datetime({ offset: true }),
  region: z.string(),
  resources: z.array(z.string()),
  detail: JsonObjectSchema,
  'replay-name': z.string().optional(),
});

/** An event on the bus. */
export type BusEvent = z.output<typeof BusEventSchema>;

/** What is needed to make a bus event. */
export interface BusEventParts {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  /** ISO 8601. */
  readonly time: string;
}

/** EventBridge refuses entries over 256 KiB (1 MiB since 2025 in some regions): the smaller bound holds everywhere. */
const LARGEST_ENTRY = 256 * 1024;

/** A bus event, or the `invalid` AppError SB702 or SB703 that says what is wrong with the parts. */
export function createBusEvent(parts: BusEventParts): BusEvent {
  const result = BusEventSchema.safeParse({
    version: '0',
    id: parts.id,
    source: parts.source,
    'detail-type': parts.detailType,
    account: '000000000000',
    time: parts.time,
    region: 'local',
    resources: [],
    detail: parts.detail,
  });
  if (!result.success) {
    throw invalid({
      code: 'SB702',
      message: `The event cannot be put on the bus: ${z.prettifyError(result.error).replaceAll('\n', ' ')}`,
      resolution: 'Send a source, a detail type and a detail that is a JSON object.',
    });
  }
  if (Buffer.byteLength(JSON.stringify(result.data)) > LARGEST_ENTRY) {
    throw invalid({
      code: 'SB703',
      message: 'The event is larger than 256 KiB.',
      resolution: 'Put large content somewhere else and send its address.',
    });
  }
  return result.data;
}
