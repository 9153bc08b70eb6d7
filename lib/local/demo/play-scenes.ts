import { readPostedEvents } from '../../api/resources/read-posted-events.ts';
import { createReadRun, type RunView } from '../../engine/read-run.ts';

import type { OutboxMessage } from '../../ports/outbox.ts';
import type { RunCounts } from '../../ports/run-store.ts';
import type { SkippedRun } from '../../ports/skipped-run-store.ts';
import { createCountedIds } from '../counted-ids.ts';
import { createBusEvent } from '../engine/bus-event.ts';
import { createEmbeddedEngine, type EmbeddedEngine } from '../engine/embedded-engine.ts';
import { type PublishedFile, publishWorkspace } from '../engine/publish-workspace.ts';
import { passTime } from '../engine/virtual-engine.ts';
import { createVirtualTimeline, type VirtualTimeline } from '../engine/virtual-timeline.ts';
import { createOutboxEmailSender } from '../outbox/outbox-email-sender.ts';
import { createSqliteOutbox } from '../outbox/sqlite-outbox.ts';
import { createSqlitePromotionStore } from '../outbox/sqlite-promotion-store.ts';
import { IN_MEMORY, openDatabase } from '../sqlite/open-database.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import { startPartnerServer } from './partner-server.ts';
import type { Scene } from './scenes.ts';

/** What a workflow did while its scene was played. */
export interface PlayedScene {
  readonly scene: Scene;
  /** Oldest first. */
  readonly runs: readonly RunView[];
  readonly skipped: readonly SkippedRun[];
  readonly counts: RunCounts;
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

/** Plays scenes on an engine in memory and on virtual time, until nothing more happens. */
export async function playScenes(workspace: Workspace, scenes: readonly Scene[]): Promise<Playing> {
  const partners = await startPartnerServer();
  const database = openDatabase(IN_MEMORY);
  const timeline = createVirtualTimeline(START);
  const ids = createCountedIds();
  const outbox = createSqliteOutbox(database.sql);
  const failures: string[] = [];
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
    onFailure: (error) => failures.push(String(error)),
  });
  const published = await publishWorkspace(engine, workspace);
  engine.resume();
  const deps: PlayDeps = { engine, timeline, workspace };
  for (const [index, scene] of scenes.entries()) {
    plan(deps, scene, index);
  }
  await passTime(engine, timeline, START + LONGEST);
  const played = await Promise.all(scenes.map((scene) => collect(engine, scene)));
  const messages = [...(await outbox.list(1000))].reverse();
  failures.push(...engine.queue.listDead(100).map(({ reason }) => reason));
  const endedAt = timeline.now();
  await engine.close();
  await partners.close();
  return { published, played, messages, startedAt: START, endedAt, failures };
}

interface PlayDeps {
  readonly engine: EmbeddedEngine;
  readonly timeline: VirtualTimeline;
  readonly workspace: Workspace;
}

/** Events go in through the same door as an app's. */
function plan({ engine, timeline, workspace }: PlayDeps, scene: Scene, index: number): void {
  for (const [position, { afterHours, event, data }] of scene.happenings.entries()) {
    // A second apart, so that what a scene lists first happens first.
    const at = START + afterHours * 3_600_000 + position * 1000;
    timeline.set(`scene ${index} ${position}`, at, () => {
      const { catalogue } = workspace;
      const events = readPostedEvents({ event, data }, { catalogue, ids: engine.ids, clock: { now: () => at } });
      engine.activity.track(engine.accept(events.map(createBusEvent)));
    });
  }
}

async function collect({ stores, executions, timeline }: EmbeddedEngine, scene: Scene): Promise<PlayedScene> {
  const { workflow } = scene;
  const readRun = createReadRun({ ...stores, executions, clock: timeline });
  const { items } = await stores.runIndex.list({ workflow }, { limit: 100 });
  const { items: skipped } = await stores.skippedRuns.list({ workflow }, { limit: 100 });
  const runs = await Promise.all([...items].reverse().map(({ id }) => readRun(id)));
  return { scene, runs, skipped, counts: await stores.runIndex.counts(workflow) };
}
