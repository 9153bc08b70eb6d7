import type { ApprovalTask } from '../compiler/task-contract.ts';
import type { Approval, ApprovalStore } from '../ports/approval-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { RecordStore } from '../ports/record-store.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { Scheduler } from '../ports/scheduler.ts';
import type { RecordName } from '../workflow/catalogue/catalogue.ts';
import type { JsonObject } from '../workflow/json.ts';
import { readRecords } from './actions/read-records.ts';
import type { TellApprovers } from './approvals/tell-approvers.ts';
import { resolveZone } from './calendar/resolve-zone.ts';
import { renderInput } from './rendering/render-input.ts';
import { changeRun } from './runs/change-run.ts';
import { withWait } from './runs/run-waits.ts';
import { taskKey } from './runs/task-key.ts';

/** What asking people needs. */
export interface RequestApprovalDeps {
  readonly approvals: Pick<ApprovalStore, 'create'>;
  readonly runs: Pick<RunStore, 'get' | 'replace'>;
  readonly records: Pick<RecordStore, 'getMany'>;
  readonly ids: Pick<Ids, 'secret'>;
  readonly scheduler: Pick<Scheduler, 'at'>;
  readonly tell: TellApprovers;
  readonly clock: Clock;
  /** IANA name: the deployment's zone. */
  readonly zone: string;
}

/**
 * Handles an `approve` step: stores the question with its texts rendered as they are now, under an id that cannot be
 * guessed, sets the timers for reminder and escalation, and tells those who are asked. The token stays on the server
 * side. A repeated try keeps the id that people may already hold, and tells those alone who were not told.
 */
export function createRequestApproval(deps: RequestApprovalDeps): (task: ApprovalTask) => Promise<Approval> {
  return async (task) => {
    const texts = await renderTexts(deps, task);
    const now = deps.clock.now();
    const approval = await deps.approvals.create(approvalOf(task, { id: deps.ids.secret(), now, texts }));
    const wait = { key: approval.key, until: approval.timesOutAt };
    await changeRun(deps.runs, task.run.id, (run) => withWait(run, wait, task.run.started_at));
    await setTimers(deps, approval);
    await deps.tell({ approval, notice: 'request', occasion: task.now });
    return approval;
  };
}

/** Nobody takes them back after an answer: a timer looks whether the question still is one. */
async function setTimers({ scheduler }: RequestApprovalDeps, approval: Approval): Promise<void> {
  const { id, remindAt, escalateAt } = approval;
  if (remindAt !== undefined) {
    await scheduler.at({ id: `remind ${id}`, at: remindAt, task: { kind: 'approval-reminder', approval: id } });
  }
  if (escalateAt !== undefined) {
    await scheduler.at({ id: `escalate ${id}`, at: escalateAt, task: { kind: 'approval-escalation', approval: id } });
  }
}

interface Texts {
  readonly question: string;
  readonly show?: string;
  readonly edit?: Readonly<Record<string, string>>;
}

async function renderTexts(deps: RequestApprovalDeps, task: ApprovalTask): Promise<Texts> {
  const { question, show, edit, data, reads = [], run, now } = task;
  const names: readonly RecordName[] = task.zone === 'contact' ? [...reads, 'contact'] : reads;
  const records: JsonObject = { ...(await readRecords(run, names, deps.records)) };
  const { id, workflow, version, arm, started_at } = run;
  const roots = { ...data, ...records, run: { id, workflow, version, arm, started_at } };
  const scope = { roots, now, zone: resolveZone(task.zone, records.contact, deps.zone) };
  const text = (template: string): string => asText(renderInput({ template }, scope));
  return {
    question: text(question),
    ...(show === undefined ? {} : { show: text(show) }),
    ...(edit === undefined
      ? {}
      : { edit: Object.fromEntries(Object.entries(edit).map(([name, template]) => [name, text(template)])) }),
  };
}

/** People are shown text: a value that is something else is written as JSON, and what is missing is empty. */
function asText({ template = '' }: JsonObject): string {
  return typeof template === 'string' ? template : JSON.stringify(template);
}

function approvalOf(
  task: ApprovalTask,
  { id, now, texts }: { readonly id: string; readonly now: number; readonly texts: Texts },
): Approval {
  const { run, step, token, name, by, timeout_seconds, remind_after_seconds, escalate_after_seconds } = task;
  const later = (seconds: number): string => new Date(now + seconds * 1000).toISOString();
  return {
    id,
    runId: run.id,
    workflow: run.workflow,
    step,
    key: taskKey(task),
    token,
    name,
    ...texts,
    by,
    createdAt: later(0),
    timesOutAt: later(timeout_seconds),
    ...(remind_after_seconds === undefined ? {} : { remindAt: later(remind_after_seconds) }),
    ...(escalate_after_seconds === undefined ? {} : { escalateAt: later(escalate_after_seconds) }),
    ...(task.escalate_to === undefined ? {} : { escalateTo: task.escalate_to }),
    ...(run.contact === undefined ? {} : { contact: run.contact }),
    status: 'open',
  };
}
