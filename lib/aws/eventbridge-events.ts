import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { transient } from '../errors/app-error.ts';
import type { Bus, OutgoingEvent } from '../ports/bus.ts';
import { fromSdkError } from './sdk-errors.ts';

/** What PutEvents takes in one call. */
const ENTRIES_PER_CALL = 10;
/** Tries of an entry that EventBridge did not take, the first one included. */
const ATTEMPTS = 4;

export interface EventBridgeEventsDeps {
  readonly client: EventBridgeClient;
  readonly busName: string;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Puts events on an event bus of EventBridge. A call can take some entries and refuse others: those are put again. */
export function createEventBridgeEvents({ client, busName, wait }: EventBridgeEventsDeps): Pick<Bus, 'put'> {
  const putOnce = async (entries: readonly PutEventsRequestEntry[]): Promise<readonly Refused[]> => {
    try {
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }));
      return entries.flatMap((entry, index) => {
        const reason = Entries[index]?.ErrorCode;
        return reason === undefined ? [] : [{ entry, reason }];
      });
    } catch (error) {
      throw fromSdkError(error, `put events on ${busName}`);
    }
  };
  const putAll = async (entries: readonly PutEventsRequestEntry[]): Promise<void> => {
    let refused = await putOnce(entries);
    for (let attempt = 2; refused.length > 0 && attempt <= ATTEMPTS; attempt += 1) {
      await wait(100 * 2 ** (attempt - 2));
      refused = await putOnce(refused.map(({ entry }) => entry));
    }
    if (refused.length === 0) return;
    const reasons = [...new Set(refused.map(({ reason }) => reason))].join(', ');
    throw transient({
      code: 'SB911',
      message: `EventBridge did not take ${refused.length} of ${entries.length} events in ${ATTEMPTS} tries: ${reasons}.`,
    });
  };
  return {
    async put(events) {
      const entries = events.map((event) => toEntry(event, busName));
      for (let start = 0; start < entries.length; start += ENTRIES_PER_CALL) {
        await putAll(entries.slice(start, start + ENTRIES_PER_CALL));
      }
    },
  };
}

interface Refused {
  readonly entry: PutEventsRequestEntry;
  readonly reason: string;
}

function toEntry({ source, detailType, metadata, data }: OutgoingEvent, busName: string): PutEventsRequestEntry {
  return {
    EventBusName: busName,
    Source: source,
    DetailType: detailType,
    Detail: JSON.stringify({ metadata, data }),
    Time: new Date(metadata.timestamp),
  };
}
