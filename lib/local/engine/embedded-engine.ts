import type { ApprovalLinks } from '../../engine/approvals/approval-links.ts';
import { createHolds } from '../../engine/conditions/holds.ts';
import { createLiveHolding } from '../../engine/holding/live-holding.ts';
import type { StatusHint } from '../../engine/record-status.ts';
import { createReleaseHolds } from '../../engine/release-holds.ts';
import { createLiveWorkflows } from '../../engine/workflows/live-workflows.ts';
import { createRandomIds } from '../../node/random-ids.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import { createStores, type LocalStores } from '../sqlite/create-stores.ts';
import type { LocalDatabase } from '../sqlite/open-database.ts';
import { type Activity, createActivity } from './activity.ts';
import { createApprovalMail } from './approval-mail.ts';
import type { BusEvent } from './bus-event.ts';
import { createExecutionJournal } from './execution-journal.ts';
import { createExecutionLoop } from './execution-loop.ts';
import { createLocalBus } from './local-bus.ts';
import { createLocalExecutions, describeExecution } from './local-executions.ts';
import { createLocalScheduler } from './local-scheduler.ts';
import { createMachineRegistry, type MachineRegistry } from './machine-registry.ts';
import { createMessageHandler, TOPICS } from './message-handler.ts';
import { createMessageQueue, type MessageQueue } from './message-queue.ts';
import { createQueueWorker } from './queue-worker.ts';
import { createRefreshable } from './refreshable.ts';
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
  /** What links in mails are signed with; by default a key that is gone with the process. */
  readonly linkKey?: () => Promise<string>;
  /** Where the API is reached, for links in mails; `undefined`: mails name the command instead. */
  readonly publicUrl?: () => string | undefined;
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
  /** Links with which people answer questions. */
  readonly links: ApprovalLinks;
  /** Lets held runs of a workflow go on, unless it holds them. */
  readonly releaseHolds: ReturnType<typeof createReleaseHolds>;
  readonly scheduler: Scheduler;
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

const FOREVER = Number.POSITIVE_INFINITY;

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
      TOPICS.event,
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
    onStatus: (name, _machineRef, state) => worker.add(TOPICS.status, [statusMessage(name, state, timeline.now())]),
  });
  const executions = createLocalExecutions(loop, journal);
  const holds = createHolds(catalogue);
  const scheduler = createLocalScheduler({
    ...{ database, timeline },
    onDue: (task) => worker.add(TOPICS.timer, [JSON.stringify(task)]),
  });
  const { links, tell } = createApprovalMail(options, { ids, effects: stores.effects });
  const holding = createLiveHolding({ ...stores, clock: timeline, refreshSeconds: 1 });
  const common = { bus, ids, holds, tell, scheduler };
  const call = createTaskFunctions({
    ...options,
    stores: { ...stores, promotions: options.promotions },
    durable: commit.durable,
    ...{ ...common, tokens: executions, clock: timeline, holding },
  });
  const live = createRefreshable(() => createLiveWorkflows({ ...stores, clock: timeline, refreshSeconds: FOREVER }));
  const handle = createMessageHandler({ ...common, stores, executions, live, catalogue, timeline });
  return {
    ...{ stores, bus, executions, machines, queue, ids, activity, links, scheduler, timeline, accept },
    releaseHolds: createReleaseHolds({ ...stores, tokens: executions, scheduler, clock: timeline }),
    durable: commit.durable,
    refresh: live.refresh,
    wake: worker.wake,
    resume: () => {
      const running = loop.resume();
      scheduler.resume();
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

function statusMessage(name: string, state: Parameters<typeof describeExecution>[0], now: number): string {
  const hint: StatusHint = { name, ...describeExecution(state, state.status === 'RUNNING' ? undefined : now) };
  return JSON.stringify(hint);
}
