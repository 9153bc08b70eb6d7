import type { Context, Hono } from 'hono';
import { ROLES } from '../../api/access.ts';
import { createApprovalLinkPages } from '../../api/approval-links.ts';
import type { Caller } from '../../api/caller.ts';
import { type ApiDeps, createApi } from '../../api/create-api.ts';
import { createResources } from '../../api/create-resources.ts';
import type { PostedEvent } from '../../api/resources/read-posted-events.ts';
import { APPROVAL_LINK_PATH } from '../../engine/approvals/tell-approvers.ts';
import { createChangeLive } from '../../engine/change-live.ts';
import { createHolds } from '../../engine/conditions/holds.ts';
import { createPublishWorkflow } from '../../engine/publish-workflow.ts';
import { createStopOpenRuns, type StopOpenRuns } from '../../engine/stop-open-runs.ts';
import type { Asked } from '../../engine/workflows/audit-entry.ts';
import { notFound } from '../../errors/app-error.ts';
import { sha256 as hash } from '../../node/sha256.ts';
import { systemClock } from '../../node/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LiveStateStore } from '../../ports/live-state-store.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { TemplateLibrary } from '../../ports/template-library.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { MessageTemplate } from '../../workflow/messages/message-template.ts';
import { type BusEvent, createBusEvent } from '../engine/bus-event.ts';
import type { EmbeddedEngine } from '../engine/embedded-engine.ts';
import { functionName } from '../engine/function-name.ts';
import { createLocalTrials } from '../simulate/play-trials.ts';
import { putEventsRoute } from './put-events.ts';
import { refuseOtherSites } from './refuse-other-sites.ts';

/** What the API of an engine on this machine is made of. */
export interface LocalApiDeps {
  readonly engine: EmbeddedEngine;
  readonly catalogue: Catalogue;
  readonly outbox: Outbox;
  readonly templates: TemplateLibrary;
  /** Message templates, for previews. */
  readonly messages: ReadonlyMap<string, MessageTemplate>;
  readonly onFailure: (error: unknown) => void;
}

/** Of one request: real time, and calls of functions by each play. */
const TRIAL_LIMITS = { mostSeconds: 10, mostCalls: 10_000 } as const;

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
    extend: (app) => {
      app.post('/', putEventsRoute({ accept, newId: engine.ids.ulid, now: engine.timeline.now }));
      app.route(APPROVAL_LINK_PATH, createLinkPages(deps));
    },
  });
}

/** The pages behind links in mails: who has the link needs no name. */
function createLinkPages({ engine, catalogue: { teams }, onFailure }: LocalApiDeps): Hono {
  const { stores, links, executions, timeline, durable } = engine;
  const deps = { ...stores, links, teams, hash, onFailure };
  return createApprovalLinkPages({ ...deps, tokens: executions, clock: timeline, settled: durable });
}

function createLocalResources(
  { engine, catalogue, outbox, templates, messages }: LocalApiDeps,
  accept: (events: readonly PostedEvent[]) => Promise<readonly string[]>,
): ApiDeps['resources'] {
  const { stores, executions, timeline, queue, ids, machines, bus } = engine;
  const common = {
    ...stores,
    ...{ executions, ids, hash, catalogue, machines, bus },
    liveStates: refreshing(stores.liveStates, engine.refresh),
    clock: timeline,
    events: catalogue.events,
    keepRunSeconds: 365 * DAY,
  };
  return {
    ...createResources({
      ...common,
      ...{ accept, templates },
      tokens: executions,
      teams: catalogue.teams,
      holds: createHolds(catalogue),
      keepSkippedSeconds: 30 * DAY,
      queue: queue.count,
      functionArn: functionName,
      trials: createLocalTrials({ catalogue, messages, clock: systemClock, ...TRIAL_LIMITS }),
      publish: createPublishWorkflow({ ...common, functionArn: functionName }),
      changeLive: createChangeLive({
        ...common,
        releaseHolds: async (workflow) => {
          await engine.releaseHolds({ workflow });
        },
        stopRuns: (asked) => stopAll(createStopOpenRuns(common), asked, timeline),
      }),
      // The dispatcher of this process is told of every change.
      refreshSeconds: 0,
    }),
    outbox: { list: async ({ query: { limit } }) => ({ items: await outbox.list(limit) }) },
    deadLetters: {
      list: async ({ query: { limit } }) => ({ items: queue.listDead(limit) }),
      redrive: async ({ body: { id } }) => {
        const redriven = queue.redrive(timeline.now(), id);
        if (redriven === 0 && id !== undefined) throw noDeadLetter(id);
        engine.wake();
        return { redriven };
      },
    },
  };
}

/** Page by page, those that are open now. */
async function stopAll(stop: StopOpenRuns, asked: Asked, clock: Clock): Promise<void> {
  const createdBefore = new Date(clock.now()).toISOString();
  let cursor: string | undefined;
  do {
    cursor = (await stop({ ...asked, createdBefore, cursor })).next;
  } while (cursor !== undefined);
}

/** Live states that the dispatcher sees at once. */
function refreshing(liveStates: LiveStateStore, refresh: () => void): LiveStateStore {
  return {
    ...liveStates,
    put: async (next, ...audit) => {
      await liveStates.put(next, ...audit);
      refresh();
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

function noDeadLetter(id: number) {
  return notFound({
    code: 'SB717',
    message: `No message ${id} was given up.`,
    resolution: 'List those that were with `signalbox dead-letter list`.',
  });
}
