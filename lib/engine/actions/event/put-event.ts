import * as z from 'zod/mini';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import type { PublishEvents } from '../publish-events.ts';

const EventSchema = z.object({
  event: z.string(),
  data: z._default(z.record(z.string(), z.json()), {}),
});

/** A12: `event.put`. */
export function createPutEvent(ports: { readonly publish: PublishEvents }): Action {
  return defineAction({
    input: EventSchema,
    async run({ event, data }, context) {
      const ids = await ports.publish(context, [{ name: event, data }]);
      return { event_id: ids.join() };
    },
  });
}
