import { invalid } from '../../errors/app-error.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Hash } from '../../ports/ids.ts';
import type { EventType } from '../../workflow/catalogue/catalogue.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { ActionContext } from './action.ts';
import { causedMetadata } from './caused-metadata.ts';

/** An event of the catalogue that an action makes happen. */
interface EventDraft {
  readonly name: string;
  readonly data: JsonObject;
  /** Tells several events of one name and one action apart, e.g. the tag. */
  readonly part?: string;
}

export interface PublishEventsPorts {
  readonly bus: Pick<Bus, 'put'>;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly events: ReadonlyMap<string, Pick<EventType, 'source' | 'detailType'>>;
}

/**
 * Puts what an action made happen on the bus, and returns the events' ids. An id follows from the side effect's key, so
 * that a repetition is the same event to everyone.
 */
export type PublishEvents = (context: ActionContext, drafts: readonly EventDraft[]) => Promise<readonly string[]>;

/** See {@link PublishEvents}. */
export function createPublishEvents({ bus, clock, hash, events }: PublishEventsPorts): PublishEvents {
  return async ({ task: { run }, key }, drafts) => {
    const timestamp = new Date(clock.now()).toISOString();
    const outgoing = drafts.map(({ name, data, part = '' }) => {
      const { source, detailType } = events.get(name) ?? unknownEvent(name);
      const id = effectId(hash, 'event', key, name, part);
      return { source, detailType, metadata: causedMetadata(run, id, timestamp), data };
    });
    if (outgoing.length > 0) await bus.put(outgoing);
    return outgoing.map(({ metadata }) => metadata.id);
  };
}

/** An id that follows from a side effect's key: `ticket-4f1c…`. The same try after try, and tells nothing. */
export function effectId(hash: Hash, kind: string, ...parts: readonly string[]): string {
  return `${kind}-${hash(JSON.stringify(parts)).slice(0, 32)}`;
}

function unknownEvent(name: string): never {
  throw invalid({
    code: 'unknown_event',
    message: `The catalogue has no event "${name}".`,
    resolution: 'Declare it in catalogue.yaml, or name one that exists.',
    details: { effect: 'none' },
  });
}
