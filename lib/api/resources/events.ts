import type { eventRoutes } from '../contract/events.ts';
import type { HandlersOf } from '../handler.ts';
import { type PostedEvent, type PostedEventsDeps, readPostedEvents } from './read-posted-events.ts';

/** What taking events in needs. */
export interface EventsDeps extends PostedEventsDeps {
  /** Takes all of them or throws; when it resolves, they are not lost any more. Their ids, in order. */
  readonly accept: (events: readonly PostedEvent[]) => Promise<readonly string[]>;
}

/** Events in. */
export function createEventResource(deps: EventsDeps): HandlersOf<typeof eventRoutes> {
  return {
    put: async ({ body, idempotencyKey }) => {
      // Not checked by the route: what is wrong is told event by event here.
      const given: unknown = body;
      return { ids: await deps.accept(readPostedEvents(given, deps, idempotencyKey)) };
    },
  };
}
