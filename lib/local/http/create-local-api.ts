import type { Context } from 'hono';
import { ROLES } from '../../api/access.ts';
import type { Caller } from '../../api/caller.ts';
import { type ApiDeps, createApi } from '../../api/create-api.ts';
import { createResources } from '../../api/create-resources.ts';
import type { PostedEvent } from '../../api/resources/read-posted-events.ts';
import { createHolds } from '../../engine/conditions/holds.ts';
import { sha256 as hash } from '../../node/sha256.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import { type BusEvent, createBusEvent } from '../engine/bus-event.ts';
import type { EmbeddedEngine } from '../engine/embedded-engine.ts';
import { putEventsRoute } from './put-events.ts';
import { refuseOtherSites } from './refuse-other-sites.ts';

/** What the API of an engine on this machine is made of. */
export interface LocalApiDeps {
  readonly engine: EmbeddedEngine;
  readonly catalogue: Catalogue;
  readonly outbox: Outbox;
  readonly onFailure: (error: unknown) => void;
}

/** The header in which a caller on this machine says who it is. */
const USER_HEADER = 'x-signalbox-user';

/** The HTTP API of an engine on this machine, with `PutEvents` as the AWS SDKs send it. */
export function createLocalApi(deps: LocalApiDeps): ReturnType<typeof createApi> {
  const { engine, onFailure } = deps;
  const accept = async (events: readonly BusEvent[]): Promise<readonly string[]> => {
    await engine.accept(events);
    return events.map(({ id }) => id);
  };
  return createApi({
    resources: createLocalResources(deps, (events) => accept(events.map(toBusEvent))),
    authenticate,
    onFailure,
    settled: engine.durable,
    ledger: engine.stores.effects,
    ids: engine.ids,
    clock: engine.timeline,
    hash,
    before: [refuseOtherSites],
    extend: (app) => app.post('/', putEventsRoute({ accept, newId: engine.ids.ulid, now: engine.timeline.now })),
  });
}

function createLocalResources(
  { engine, catalogue, outbox }: LocalApiDeps,
  accept: (events: readonly PostedEvent[]) => Promise<readonly string[]>,
): ApiDeps['resources'] {
  const { stores, executions, timeline, queue, ids } = engine;
  return {
    ...createResources({
      ...stores,
      ...{ executions, ids, hash, catalogue, accept },
      tokens: executions,
      clock: timeline,
      teams: catalogue.teams,
      events: catalogue.events,
      holds: createHolds(catalogue),
      keepRunSeconds: 365 * DAY,
      keepSkippedSeconds: 30 * DAY,
      queue: queue.count,
    }),
    outbox: { list: async ({ query: { limit } }) => ({ items: await outbox.list(limit) }) },
    deadLetters: {
      list: async ({ query: { limit } }) => ({ items: queue.listDead(limit) }),
      redrive: async ({ body: { id } }) => {
        const redriven = queue.redrive(timeline.now(), id);
        engine.wake();
        return { redriven };
      },
    },
  };
}

const DAY = 86_400;

function toBusEvent(event: PostedEvent): BusEvent {
  return createBusEvent(event);
}

/** Whoever reaches this port may do everything: it is on loopback alone. The name is for the record. */
function authenticate({ req }: Context): Caller {
  const name = req.header(USER_HEADER)?.trim();
  return { name: name ? name.slice(0, 200) : 'local', roles: new Set(ROLES) };
}
