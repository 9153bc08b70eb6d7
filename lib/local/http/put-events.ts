import type { Context } from 'hono';
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
type EntryAnswer = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** What became of a `PutEvents` body: events to accept, and the answer to give once they are accepted. */
type PutEventsReading =
  | { readonly kind: 'read'; readonly events: readonly BusEvent[]; readonly answers: readonly EntryAnswer[] }
  | { readonly kind: 'refused'; readonly message: string };

/** What answering `PutEvents` needs. */
export interface PutEventsDeps {
  readonly accept: (events: readonly BusEvent[]) => Promise<unknown>;
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Answers where the AWS SDKs send `PutEvents` when their endpoint is set to this server: `POST /`. */
export function putEventsRoute(deps: PutEventsDeps): (context: Context) => Promise<Response> {
  return async ({ req }) => {
    const target = req.header('x-amz-target');
    if (target !== 'AWSEvents.PutEvents') {
      return awsError('UnknownOperationException', `This endpoint serves PutEvents, not ${target ?? 'this'}.`);
    }
    const body: unknown = await req.json().catch(() => undefined);
    const reading = readPutEvents(body, deps);
    if (reading.kind === 'refused') return awsError('ValidationException', reading.message);
    await deps.accept(reading.events);
    const FailedEntryCount = reading.answers.length - reading.events.length;
    return awsJson({ FailedEntryCount, Entries: reading.answers }, 200);
  };
}

/** The JSON 1.1 protocol of the AWS SDKs. */
function awsJson(body: object, status: number): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/x-amz-json-1.1' } });
}

function awsError(type: string, message: string): Response {
  return awsJson({ __type: type, message }, 400);
}

/** Reads a `PutEvents` call as EventBridge would. */
function readPutEvents(body: unknown, { newId, now }: PutEventsDeps): PutEventsReading {
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
