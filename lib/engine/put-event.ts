import { invalid } from '../errors/app-error.ts';
import type { Bus, EventMetadata } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { EventType } from '../workflow/catalogue/catalogue.ts';
import { findMisfits, type Misfit } from '../workflow/catalogue/find-misfits.ts';
import type { JsonObject } from '../workflow/json.ts';

/** What putting an event by hand needs. */
export interface PutEventDeps {
  readonly bus: Pick<Bus, 'put'>;
  readonly events: ReadonlyMap<string, EventType>;
  readonly ids: Pick<Ids, 'ulid'>;
  readonly clock: Clock;
}

/** An event by its name in the catalogue. */
export interface PutEventRequest {
  readonly name: string;
  readonly data: JsonObject;
  /** The same key is the same event, however often it is put. */
  readonly idempotencyKey?: string;
  /** When it happened, ISO 8601; by default now. */
  readonly at?: string;
}

/** The event that was put, and what in its data is not as the catalogue says: such fields count as missing. */
export interface PutEventReport {
  readonly metadata: EventMetadata;
  readonly misfits: readonly Misfit[];
}

/**
 * Puts an event on the bus, as the CLI and the local server do for a person.
 *
 * @throws AppError SB704 the catalogue has no such event
 */
export function createPutEvent(deps: PutEventDeps): (request: PutEventRequest) => Promise<PutEventReport> {
  return async ({ name, data, idempotencyKey, at }) => {
    const type = deps.events.get(name);
    if (type === undefined) {
      throw invalid({
        code: 'SB704',
        message: `The catalogue has no event "${name}".`,
        resolution: 'Declare it in statemachines/catalogue.yaml, or name one that exists.',
      });
    }
    const id = deps.ids.ulid();
    const metadata: EventMetadata = {
      id,
      timestamp: at ?? new Date(deps.clock.now()).toISOString(),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      correlationId: id,
      depth: 0,
      chain: [],
    };
    await deps.bus.put([{ source: type.source, detailType: type.detailType, metadata, data }]);
    return { metadata, misfits: findMisfits(data, type.data) };
  };
}
