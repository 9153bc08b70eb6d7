import { createDecideApproval } from '../../engine/decide-approval.ts';
import { createListRuns } from '../../engine/list-runs.ts';
import { createListWorkflows } from '../../engine/list-workflows.ts';
import { createReadRun } from '../../engine/read-run.ts';
import { createShowWorkflow } from '../../engine/show-workflow.ts';
import { createStopRun } from '../../engine/stop-run.ts';
import { invalid } from '../../errors/app-error.ts';
import type { Approval } from '../../ports/approval-store.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { EmbeddedEngine } from '../engine/embedded-engine.ts';
import type { EngineApi } from './engine-api.ts';

const APPROVAL_STATUSES = ['open', 'deciding', 'decided', 'expired'] as const;

/** What an engine offers over HTTP. Answers that tell of a change wait until it is on the disk. */
export function createEngineApi(engine: EmbeddedEngine, catalogue: Catalogue, outbox: Outbox): EngineApi {
  const { stores, executions, timeline, queue } = engine;
  const deps = { ...stores, executions, tokens: executions, clock: timeline, teams: catalogue.teams };
  const listWorkflows = createListWorkflows(deps);
  const showWorkflow = createShowWorkflow(deps);
  const stopRun = createStopRun({ ...deps, keepRunSeconds: 365 * 86_400 });
  const decide = createDecideApproval(deps);
  return {
    catalogue: () => catalogue,
    now: timeline.now,
    newId: engine.ids.ulid,
    accept: engine.accept,
    health: () => ({ status: 'ok', queue: queue.count() }),
    listWorkflows: async () =>
      (await listWorkflows()).map(({ live, active, counts }) => ({
        id: live.workflow,
        name: active?.compiled.name ?? live.workflow,
        enabled: live.enabled,
        ...(live.active === undefined ? {} : { activeVersion: live.active }),
        ...(active === undefined ? {} : { trigger: active.compiled.trigger }),
        counts,
      })),
    showWorkflow: async (workflow) => {
      const { live, shown, versions, counts } = await showWorkflow({ workflow });
      return {
        id: workflow,
        name: shown.compiled.name,
        enabled: live?.enabled ?? false,
        ...(live?.active === undefined ? {} : { activeVersion: live.active }),
        trigger: shown.compiled.trigger,
        estimate: shown.compiled.estimate,
        source: shown.source,
        versions,
        counts,
      };
    },
    listRuns: createListRuns(deps),
    showRun: createReadRun(deps),
    stopRun: async (runId, by) => {
      const run = await stopRun({ runId, kind: 'operator', by });
      await engine.durable();
      return run;
    },
    listApprovals: async (status, page) => {
      const { items, ...rest } = await stores.approvals.list(approvalFilter(status), page);
      return { ...rest, items: items.map(withoutToken) };
    },
    decide: async (id, { comment, edited, ...decision }) => {
      const decided = await decide({
        id,
        ...decision,
        ...(comment === undefined ? {} : { comment }),
        ...(edited === undefined ? {} : { edited }),
      });
      await engine.durable();
      return withoutToken(decided);
    },
    listOutbox: (limit) => outbox.list(limit),
    listDeadLetters: queue.listDead,
    redrive: (id) => {
      const redriven = queue.redrive(timeline.now(), id);
      engine.wake();
      return redriven;
    },
  };
}

/** The token completes the run's task: it stays here. */
function withoutToken({ token: _token, ...approval }: Approval): Omit<Approval, 'token'> {
  return approval;
}

function approvalFilter(status: string | undefined): { status?: Approval['status'] } {
  if (status === undefined) {
    return {};
  }
  const known = APPROVAL_STATUSES.find((candidate) => candidate === status);
  if (known === undefined) {
    throw invalid({
      code: 'SB707',
      message: `'${status}' is no status of an approval.`,
      resolution: `Use one of ${APPROVAL_STATUSES.join(', ')}.`,
    });
  }
  return { status: known };
}
