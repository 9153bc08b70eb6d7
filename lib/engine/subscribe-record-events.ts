import type { Bus } from '../ports/bus.ts';
import { recordEvents } from '../workflow/catalogue/carried-records.ts';
import type { EventType } from '../workflow/catalogue/catalogue.ts';

/** What subscribing needs. */
export interface SubscribeRecordEventsDeps {
  readonly bus: Pick<Bus, 'subscribe'>;
  readonly events: ReadonlyMap<string, EventType>;
}

/**
 * Makes the events that carry records reach the engine, although no workflow may name them: consent is checked on the
 * contact that `contact.created` brought. Activating a workflow does the same for the events it names; doing it again
 * changes nothing.
 *
 * @returns the names of the events
 */
export function createSubscribeRecordEvents({
  bus,
  events,
}: SubscribeRecordEventsDeps): () => Promise<readonly string[]> {
  return async () => {
    const types = recordEvents(events);
    await Promise.all(types.map(({ name, source, detailType }) => bus.subscribe({ name, source, detailType })));
    return types.map(({ name }) => name);
  };
}
