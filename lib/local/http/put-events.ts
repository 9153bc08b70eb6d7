import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { type BusEvent, createBusEvent } from '../engine/bus-event.ts';

/** What the AWS SDKs send to `PutEvents`: the JSON 1.1 protocol. Ten entries at the most, as EventBridge has it. */
const PutEventsSchema = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string().optional(),
        DetailType: z.string().optional(),
        Detail: z.string().optional(),
        Time: z.number().optional(),
        EventBusName: z.string().optional(),
        Resources: z.array(z.string()).optional(),
      }),
    )
    .min(1)
    .max(10),
});

type Entry = z.output<typeof PutEventsSchema>['Entries'][number];

/** One answer for each entry, in order: EventBridge accepts some and refuses others. */
export type EntryAnswer = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** What became of a `PutEvents` body: events to accept, and the answer to give once they are accepted. */
export type PutEventsReading =
  | { readonly kind: 'read'; readonly events: readonly BusEvent[]; readonly answers: readonly EntryAnswer[] }
  | { readonly kind: 'refused'; readonly message: string };

/** Reads a `PutEvents` call as EventBridge would. */
export function readPutEvents(body: unknown, newId: () => string, now: () => number): PutEventsReading {
  const parsed = PutEventsSchema.safeParse(body);
  if (!parsed.success) {
    return { kind: 'refused', message: z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ') };
  }
  const events: BusEvent[] = [];
  const answers = parsed.data.Entries.map((entry): EntryAnswer => {
    try {
      const event = readEntry(entry, newId(), now());
      events.push(event);
      return { EventId: event.id };
    } catch (error) {
      const code = error instanceof AppError ? 'InvalidArgument' : 'MalformedDetail';
      return { ErrorCode: code, ErrorMessage: error instanceof AppError ? error.message : 'Detail is malformed.' };
    }
  });
  return { kind: 'read', events, answers };
}

function readEntry(entry: Entry, id: string, now: number): BusEvent {
  return createBusEvent({
    id,
    source: entry.Source ?? '',
    detailType: entry.DetailType ?? '',
    detail: JSON.parse(entry.Detail ?? ''),
    time: new Date(entry.Time === undefined ? now : entry.Time * 1000).toISOString(),
  });
}
