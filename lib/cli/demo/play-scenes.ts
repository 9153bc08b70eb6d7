import { join } from 'node:path';
import { readPostedEvents } from '../../api/resources/read-posted-events.ts';
import { createClient, type Result, type SignalboxClient } from '../../client/create-client.ts';
import { createReadRun, type RunView } from '../../engine/read-run.ts';
import { createCountedIds } from '../../local/counted-ids.ts';
import { createBusEvent } from '../../local/engine/bus-event.ts';
import { createEmbeddedEngine, type EmbeddedEngine } from '../../local/engine/embedded-engine.ts';
import { type PublishedFile, publishWorkspace } from '../../local/engine/publish-workspace.ts';
import { passTime } from '../../local/engine/virtual-engine.ts';
import { createVirtualTimeline, type VirtualTimeline } from '../../local/engine/virtual-timeline.ts';
import { createLocalApi } from '../../local/http/create-local-api.ts';
import { createOutboxEmailSender } from '../../local/outbox/outbox-email-sender.ts';
import { createSqliteOutbox } from '../../local/outbox/sqlite-outbox.ts';
import { createSqlitePromotionStore } from '../../local/outbox/sqlite-promotion-store.ts';
import { IN_MEMORY, openDatabase } from '../../local/sqlite/open-database.ts';
import { createFolderLibrary } from '../../local/workspace/folder-library.ts';
import type { Workspace } from '../../local/workspace/read-workspace.ts';
import type { OutboxMessage } from '../../ports/outbox.ts';
import type { RunCounts } from '../../ports/run-store.ts';
import type { SkippedRun } from '../../ports/skipped-run-store.ts';
import { startPartnerServer } from './partner-server.ts';
import type { Act, Happening, Scene } from './scene.ts';

/** What a workflow did while its scene was played. */
export interface PlayedScene {
  readonly scene: Scene;
  /** Oldest first. */
  readonly runs: readonly RunView[];
  readonly skipped: readonly SkippedRun[];
  readonly counts: RunCounts;
  /** What people did in it. */
  readonly acts: readonly DoneAct[];
}

/** Something that a person did through the API, and the statistics that were looked at then. */
export interface DoneAct {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: string;
  readonly says: string;
  readonly statistics?: Result<'statistics', 'show'>;
}

/** What came of playing. */
export interface Playing {
  readonly published: readonly PublishedFile[];
  readonly played: readonly PlayedScene[];
  /** Oldest first. */
  readonly messages: readonly OutboxMessage[];
  readonly startedAt: number;
  readonly endedAt: number;
  /** Messages that were given up, and errors of the engine: none, if all went well. */
  readonly failures: readonly string[];
}

/** A Monday morning in Berlin. */
const START = Date.UTC(2026, 2, 2, 8);
const LONGEST = 60 * 86_400_000;

/** Where links in mails would lead. */
const ADDRESS = 'http://127.0.0.1:4400';

/**
 * Plays scenes on an engine in memory and on virtual time, until nothing more happens.
 *
 * @param lookAt may look at the engine before it is closed
 */
export async function playScenes(
  workspace: Workspace,
  scenes: readonly Scene[],
  lookAt?: (engine: EmbeddedEngine) => Promise<void>,
): Promise<Playing> {
  const partners = await startPartnerServer();
  const database = openDatabase(IN_MEMORY);
  const timeline = createVirtualTimeline(START);
  const ids = createCountedIds();
  const outbox = createSqliteOutbox(database.sql);
  const failures: string[] = [];
  const onFailure = (error: unknown): void => {
    failures.push(String(error));
  };
  const engine = createEmbeddedEngine({
    ...{ database, timeline, ids },
    random: () => 0.5,
    catalogue: workspace.catalogue,
    promotions: createSqlitePromotionStore(database.sql),
    email: createOutboxEmailSender({ outbox, clock: timeline, ids }),
    http: partners.http,
    // The demo's partners ask for no real secret.
    secrets: { get: async (name) => `demo-${name}` },
    messages: { get: async (id) => workspace.messages.get(id) },
    from: 'Signalbox <signalbox@example.com>',
    ownActions: {},
    publicUrl: () => ADDRESS,
    onFailure,
  });
  const published = await publishWorkspace(engine, workspace);
  engine.resume();
  const templates = createFolderLibrary(join(workspace.folder, 'templates'));
  const app = createLocalApi({
    ...{ engine, outbox, templates, onFailure },
    ...{ catalogue: workspace.catalogue, messages: workspace.messages },
  });
  const deps: PlayDeps = { engine, timeline, workspace, app, acts: new Map() };
  for (const [index, scene] of scenes.entries()) {
    plan(deps, scene, index);
  }
  await passTime(engine, timeline, START + LONGEST);
  const played = await Promise.all(scenes.map((scene) => collect(deps, scene)));
  const messages = [...(await outbox.list(1000))].reverse();
  failures.push(...engine.queue.listDead(100).map(({ reason }) => reason));
  const endedAt = timeline.now();
  await lookAt?.(engine);
  await engine.close();
  await partners.close();
  return { published, played, messages, startedAt: START, endedAt, failures };
}

interface PlayDeps {
  readonly engine: EmbeddedEngine;
  readonly timeline: VirtualTimeline;
  readonly workspace: Workspace;
  readonly app: ReturnType<typeof createLocalApi>;
  readonly acts: Map<string, DoneAct[]>;
}

/** Events go in through the same door as an app's, and what people do through the same as theirs. */
function plan(deps: PlayDeps, scene: Scene, index: number): void {
  const { engine, timeline } = deps;
  for (const [position, happening] of scene.happenings.entries()) {
    // A second apart, so that what a scene lists first happens first.
    const at = START + happening.afterHours * 3_600_000 + position * 1000;
    timeline.set(`scene ${index} ${position}`, at, () => {
      engine.activity.track('act' in happening ? act(deps, scene, happening) : happen(deps, happening, at));
    });
  }
}

function happen({ engine, workspace }: PlayDeps, { event, data }: Happening, at: number): Promise<void> {
  const { catalogue } = workspace;
  const events = readPostedEvents({ event, data }, { catalogue, ids: engine.ids, clock: { now: () => at } });
  return engine.accept(events.map(createBusEvent));
}

async function act(
  { app, timeline, acts }: PlayDeps,
  { workflow }: Scene,
  { by, says, act: perform }: Act,
): Promise<void> {
  const statistics = await perform(clientOf(app, by));
  const done = { at: timeline.now(), by, says, ...(statistics === undefined ? {} : { statistics }) };
  acts.set(workflow, [...(acts.get(workflow) ?? []), done]);
}

/** The product's own client, without a network in between. */
function clientOf(app: PlayDeps['app'], by: string): SignalboxClient {
  const direct: typeof fetch = async (input, init) => app.request(new Request(input, init));
  return createClient({ url: ADDRESS, fetch: direct, headers: { 'x-signalbox-user': by } });
}

async function collect({ engine, acts }: PlayDeps, scene: Scene): Promise<PlayedScene> {
  const { stores, executions, timeline } = engine;
  const { workflow } = scene;
  const readRun = createReadRun({ ...stores, executions, clock: timeline });
  const { items } = await stores.runIndex.list({ workflow }, { limit: 100 });
  const { items: skipped } = await stores.skippedRuns.list({ workflow }, { limit: 100 });
  const runs = await Promise.all([...items].reverse().map(({ id }) => readRun(id)));
  return { scene, runs, skipped, counts: await stores.runIndex.counts(workflow), acts: acts.get(workflow) ?? [] };
}
