import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { invalid, transient } from '../errors/app-error.ts';
import type { JsonObject } from '../workflow/json.ts';
import { fromSdkError } from './sdk-errors.ts';

export interface EventBridgeIntakeDeps {
  readonly client: EventBridgeClient;
  readonly busName: string;
}

/** An event as its sender wrote it. */
export interface GivenEvent {
  /** Of the event in its own words, where it has one; EventBridge gives it another. */
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  /** ISO 8601. */
  readonly time: string;
}

/** What PutEvents takes in one call: entries, and bytes of all of them. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;

/**
 * Takes events for a bus of EventBridge, and gives the ids that it gave them. What cannot be put is told before anything
 * is put; what EventBridge then refuses may be put again, since a named event has its own key.
 */
export function createEventBridgeIntake({ client, busName }: EventBridgeIntakeDeps) {
  return async (events: readonly GivenEvent[]): Promise<readonly string[]> => {
    const sized = events.map((event, index) => sizeOf(event, index));
    const ids: string[] = [];
    for (const batch of inBatches(sized)) ids.push(...(await put(client, busName, batch)));
    return ids;
  };
}

interface SizedEvent {
  readonly event: GivenEvent;
  readonly detail: string;
  readonly bytes: number;
}

function sizeOf(event: GivenEvent, index: number): SizedEvent {
  const detail = JSON.stringify(event.detail);
  const bytes = Buffer.byteLength(detail) + Buffer.byteLength(event.source) + Buffer.byteLength(event.detailType) + 14;
  if (bytes <= MOST_BYTES) return { event, detail, bytes };
  throw invalid({
    code: 'SB703',
    message: `Event ${index} is larger than 256 KiB.`,
    resolution: 'Put large content somewhere else and send its address.',
  });
}

function inBatches(events: readonly SizedEvent[]): readonly (readonly SizedEvent[])[] {
  const batches: SizedEvent[][] = [];
  let left = 0;
  for (const sized of events) {
    const current = batches.at(-1);
    if (current === undefined || current.length === MOST_ENTRIES || sized.bytes > left) {
      batches.push([sized]);
      left = MOST_BYTES - sized.bytes;
    } else {
      current.push(sized);
      left -= sized.bytes;
    }
  }
  return batches;
}

async function put(client: EventBridgeClient, busName: string, batch: readonly SizedEvent[]): Promise<string[]> {
  const Entries = batch.map(({ event, detail }) => ({
    EventBusName: busName,
    Source: event.source,
    DetailType: event.detailType,
    Detail: detail,
    Time: new Date(event.time),
  }));
  const answers = await send(client, new PutEventsCommand({ Entries }), busName);
  return answers.map(({ EventId, ErrorCode, ErrorMessage }) => {
    if (EventId !== undefined) return EventId;
    throw transient({ code: 'SB911', message: `EventBridge did not take an event: ${ErrorCode}: ${ErrorMessage}.` });
  });
}

async function send(client: EventBridgeClient, command: PutEventsCommand, busName: string) {
  try {
    const { Entries = [] } = await client.send(command);
    return Entries;
  } catch (error) {
    throw fromSdkError(error, `put events on ${busName}`);
  }
}
