import type { Bus, OutgoingEvent } from '../../ports/bus.ts';
import { type BusEvent, createBusEvent } from './bus-event.ts';

/** The embedded bus: what is put on it goes into the durable queue, as if an app had sent it. */
export function createLocalBus(accept: (events: readonly BusEvent[]) => Promise<void>): Bus {
  return {
    put: (events) => accept(events.map(toBusEvent)),
    // Every event reaches dispatch here; rules exist to keep a shared bus from waking everybody.
    subscribe: () => Promise.resolve(),
  };
}

function toBusEvent({ source, detailType, metadata, data }: OutgoingEvent): BusEvent {
  const { id, timestamp } = metadata;
  return createBusEvent({ id, source, detailType, detail: { metadata, data }, time: timestamp });
}
