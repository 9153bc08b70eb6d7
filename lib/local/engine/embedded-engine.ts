import { createHolds } from '../../engine/conditions/holds.ts';
import { createDispatchEvent } from '../../engine/dispatch-event.ts';
import { createKeepRecords } from '../../engine/keep-records.ts';
import { createReceiveSignal } from '../../engine/receive-signal.ts';
import { createRecordStatus, type StatusHint } from '../../engine/record-status.ts';
import { createLiveWorkflows, type LiveWorkflows } from '../../engine/workflows/live-workflows.ts';
import { createRandomIds } from '../../node/random-ids.ts';
import { sha256 } from '../../node/sha256.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Ids } from '../../ports/ids.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import { createStores, type LocalStores } from '../sqlite/create-stores.ts';
import type { LocalDatabase } from '../sqlite/open-database.ts';
import { type Activity, createActivity } from './activity.ts';
import type { BusEvent } from './bus-event.ts';
import { createExecutionJournal } from './execution-journal.ts';
import { createExecutionLoop } from './execution-loop.ts';
import { createLocalBus } from './local-bus.ts';
import { createLocalExecutions, describeExecution } from './local-executions.ts';
import { createMachineRegistry, type MachineRegistry } from './machine-registry.ts';
import { createMessageQueue, type Message, type MessageQueue } from './message-queue.ts';
import { createQueueWorker } from './queue-worker.ts';
import { createTaskFunctions, type TaskFunctionsDeps } from './task-functions.ts';
import type { Timeline } from './timeline.ts';

/** What an engine runs in. */
export interface EmbeddedEngineOptions
  extends Pick<TaskFunctionsDeps, 'email' | 'http' | 'secrets' | 'messages' | 'from' | 'ownActions'> {
  readonly database: LocalDatabase;
  readonly timeline: Timeline;
  readonly catalogue: Catalogue;
  readonly promotions: TaskFunctionsDeps['stores']['promotions'];
  /** By default from the system's randomness. */
  readonly ids?: Ids;
  readonly random?: () => number;
  /** Told what nobody waits for: an error in the engine itself. */
  readonly onFailure: (error: unknown) => void;
}

/** The engine in one process: the use cases of `lib/engine` on SQLite, the interpreter and a durable queue. */
export interface EmbeddedEngine {
  readonly stores: LocalStores;
  readonly bus: Bus;
  readonly executions: Executions & TaskTokens;
  readonly machines: MachineRegistry;
  readonly queue: MessageQueue;
  readonly ids: Ids;
  readonly activity: Activity;
  readonly timeline: Timeline;
  /** Resolves when the events are on the disk; each ends in exactly one run per workflow it triggers. */
  readonly accept: (events: readonly BusEvent[]) => Promise<void>;
  /** Resolves when all that was written is on the disk. */
  readonly durable: () => Promise<void>;
  /** To be called when versions or live states have changed. */
  readonly refresh: () => void;
  /** Looks for due messages, e.g. after dead letters were put back. */
  readonly wake: () => void;
  /** Takes up what was at work when the process ended; returns how many executions run. */
  readonly resume: () => number;
  /** Takes no more work, waits for what is at work, and closes the database. */
  readonly close: () => Promise<void>;
}

/** Topics of the durable queue. */
const EVENT = 'event';
const STATUS = 'status';

const DAY = 86_400;

/** Assembles an engine. It does nothing until `resume`. */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { database, timeline, catalogue } = options;
  const activity = createActivity(options.onFailure);
  const ids = options.ids ?? createRandomIds(timeline);
  const stores = createStores(database);
  const queue = createMessageQueue(database);
  const { sql, commit } = database;
  const journal = createExecutionJournal(sql);
  const machines = createMachineRegistry(sql, commit);
  const worker = createQueueWorker({ queue, timeline, activity, handle: (message) => handle(message) });
  const accept = (events: readonly BusEvent[]): Promise<void> => {
    worker.add(
      EVENT,
      events.map((event) => JSON.stringify(event)),
    );
    return commit.durable();
  };
  const bus = createLocalBus(accept);
  const loop = createExecutionLoop({
    journal,
    commit,
    timeline,
    activity,
    machine: machines.find,
    call: (resource, payload) => call(resource, payload),
    random: options.random ?? Math.random,
    secret: ids.secret,
    onStatus: (name, _machineRef, state) => {
      const hint: StatusHint = {
        name,
        ...describeExecution(state, state.status === 'RUNNING' ? undefined : timeline.now()),
      };
      worker.add(STATUS, [JSON.stringify(hint)]);
    },
  });
  const executions = createLocalExecutions(loop, journal);
  const holds = createHolds(catalogue);
  const call = createTaskFunctions({
    ...options,
    stores: { ...stores, promotions: options.promotions },
    durable: commit.durable,
    tokens: executions,
    bus,
    clock: timeline,
    ids,
    holds,
  });
  const live = createRefreshableWorkflows(stores, timeline);
  const handle = createMessageHandler({ stores, executions, holds, live, catalogue, timeline });
  return {
    ...{ stores, bus, executions, machines, queue, ids, activity, timeline, accept },
    durable: commit.durable,
    refresh: live.refresh,
    wake: worker.wake,
    resume: () => {
      const running = loop.resume();
      worker.wake();
      return running;
    },
    close: async () => {
      worker.close();
      timeline.close();
      await activity.idle();
      database.close();
    },
  };
}

interface HandlerDeps {
  readonly stores: LocalStores;
  readonly executions: Executions & TaskTokens;
  readonly holds: ReturnType<typeof createHolds>;
  readonly live: LiveWorkflows;
  readonly catalogue: Catalogue;
  readonly timeline: Timeline;
}

/** What the queue's consumers do: the Lambdas behind the deployed engine's queues, in one place. */
function createMessageHandler({ stores, executions, holds, live, catalogue, timeline }: HandlerDeps) {
  const { events, zone } = catalogue;
  const common = { ...stores, executions, holds, live, events, zone, clock: timeline, hash: sha256 };
  const keep = createKeepRecords(common);
  const dispatch = createDispatchEvent({ ...common, keepSkippedSeconds: 30 * DAY });
  const signal = createReceiveSignal({
    ...common,
    tokens: executions,
    keepRunSeconds: 365 * DAY,
    keepSignalSeconds: 366 * DAY,
  });
  const record = createRecordStatus({ ...stores, keepRunSeconds: 365 * DAY });
  return async ({ topic, body }: Message): Promise<void> => {
    const content: unknown = JSON.parse(body);
    if (topic === EVENT) {
      await keep(content);
      await dispatch(content);
      await signal(content);
      return;
    }
    // Written by this engine's own loop, whose journal keeps the history as long as the run: there is nothing to archive.
    await record(content as StatusHint);
  };
}

/** In this process nobody else changes what is live, so it is read anew only when told. */
function createRefreshableWorkflows(
  stores: LocalStores,
  clock: Timeline,
): LiveWorkflows & { readonly refresh: () => void } {
  const read = (): LiveWorkflows => createLiveWorkflows({ ...stores, clock, refreshSeconds: Number.POSITIVE_INFINITY });
  let current = read();
  return {
    index: () => current.index(),
    version: (workflow, version) => current.version(workflow, version),
    refresh: () => {
      current = read();
    },
  };
}
