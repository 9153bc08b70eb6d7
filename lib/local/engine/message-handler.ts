import type { TellApprovers } from '../../engine/approvals/tell-approvers.ts';
import { createCheckGuardrail } from '../../engine/check-guardrail.ts';
import type { Holds } from '../../engine/conditions/holds.ts';
import { createDispatchEvent } from '../../engine/dispatch-event.ts';
import { createFireTimer, parseTimerTask } from '../../engine/fire-timer.ts';
import { createKeepRecords } from '../../engine/keep-records.ts';
import { createReceiveSignal } from '../../engine/receive-signal.ts';
import { createRecordStatus, type StatusHint, type StatusReport } from '../../engine/record-status.ts';
import type { LiveWorkflows } from '../../engine/workflows/live-workflows.ts';
import { sha256 } from '../../node/sha256.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { LocalStores } from '../sqlite/create-stores.ts';
import type { Message } from './message-queue.ts';
import type { Refreshable } from './refreshable.ts';
import type { Timeline } from './timeline.ts';

/** Topics of the durable queue. */
export const TOPICS = { event: 'event', status: 'status', timer: 'timer' } as const;

/** What consumers need. */
export interface MessageHandlerDeps {
  readonly stores: LocalStores;
  readonly executions: Executions & TaskTokens;
  readonly holds: Holds;
  readonly live: Refreshable<LiveWorkflows>;
  readonly catalogue: Catalogue;
  readonly timeline: Timeline;
  readonly tell: TellApprovers;
  readonly scheduler: Scheduler;
  readonly bus: Pick<Bus, 'put'>;
  readonly ids: Ids;
}

const DAY = 86_400;

/** What the queue's consumers do: the Lambdas behind the deployed engine's queues, in one place. */
export function createMessageHandler(deps: MessageHandlerDeps) {
  const { stores, executions, holds, catalogue, timeline, tell, scheduler, bus, ids } = deps;
  const { events, zone } = catalogue;
  const live: LiveWorkflows = {
    index: () => deps.live.current().index(),
    version: (workflow, version) => deps.live.current().version(workflow, version),
  };
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
  const checkGuardrail = createCheckGuardrail({ ...stores, bus, ids, clock: timeline });
  const followStatus = async (report: StatusReport): Promise<void> => {
    if (report.kind === 'unknown' || !report.ended || report.run.arm === 'control') {
      return;
    }
    const { kind } = await checkGuardrail(report.run.workflow);
    if (kind === 'breached') {
      deps.live.refresh();
    }
  };
  const fire = createFireTimer({ ...stores, tokens: executions, scheduler, tell, clock: timeline });
  return async ({ topic, body }: Message): Promise<void> => {
    const content: unknown = JSON.parse(body);
    switch (topic) {
      case TOPICS.event:
        await keep(content);
        await dispatch(content);
        await signal(content);
        return;
      case TOPICS.timer:
        await fire(parseTimerTask(content));
        return;
      default:
        // Written by this engine's own loop, whose journal keeps the history as long as the run: there is nothing to archive.
        await followStatus(await record(content as StatusHint));
    }
  };
}
