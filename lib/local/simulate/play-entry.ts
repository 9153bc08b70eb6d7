import type { ApprovalTask, WaitForTask } from '../../compiler/task-contract.ts';
import { taskKey } from '../../engine/runs/task-key.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Approval } from '../../ports/approval-store.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { mergeData } from './merge-data.ts';
import { eventData } from './resolve-scenario.ts';
import type { ScenarioRecord, TimelineEntry } from './scenario.ts';
import { busEventNow, type SimulatedWorld } from './simulated-world.ts';
import type { StepAnswer } from './step-answer.ts';

/** Answers without `after` come so late, or after half the time-out where that is shorter. */
const USUAL_DELAY_SECONDS = 3600;

/** Lets an entry of the case's timeline happen, now. */
export async function happen(world: SimulatedWorld, entry: TimelineEntry): Promise<void> {
  switch (entry.kind) {
    case 'event':
      await world.engine.receive(busEventNow(world, entry.type, entry.data));
      return;
    case 'records':
      for (const { name, fields } of entry.records) await changeRecord(world, name, fields);
      return;
    case 'decision': {
      const open = await openApproval(world, (approval) => approval.step === entry.step);
      if (open === undefined)
        world.notes.push(`Nobody is asked "${entry.step}" at ${new Date(entry.at).toISOString()}.`);
      else await decide(world, open, entry);
    }
  }
}
async function changeRecord(
  { engine, request }: SimulatedWorld,
  name: ScenarioRecord['name'],
  fields: JsonObject,
): Promise<void> {
  for (const { id } of request.scenario.records.filter((record) => record.name === name)) {
    const stored = await engine.stores.records.get(name, id);
    await engine.stores.records.put(name, { ...mergeData(stored ?? {}, fields), id });
  }
}
/** The first open approval that fits, if any. */
export async function openApproval(
  { engine }: SimulatedWorld,
  matches: (approval: Approval) => boolean,
): Promise<Approval | undefined> {
  const { items } = await engine.stores.approvals.list({ status: 'open' }, { limit: 100 });
  return items.find(matches);
}
/** By the person the case names, or the first of those who are asked. */
async function decide(
  { engine, request, notes }: SimulatedWorld,
  approval: Approval,
  given: Pick<Extract<StepAnswer, { kind: 'decision' }>, 'decision' | 'by' | 'comment' | 'edited'>,
): Promise<void> {
  const [asked = ''] = approval.by;
  const by = given.by ?? request.catalogue.teams.get(asked)?.[0] ?? asked;
  const { decision, comment, edited } = given;
  const more = { ...(comment === undefined ? {} : { comment }), ...(edited === undefined ? {} : { edited }) };
  try {
    await engine.decide({ id: approval.id, decision, by, ...more });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    notes.push(`${error.code} ${error.message}`);
  }
}
/** Has the case's decision taken some time after people were asked. */
export function planDecision(
  world: SimulatedWorld,
  task: ApprovalTask,
  answer: Extract<StepAnswer, { kind: 'decision' }>,
): void {
  const key = taskKey(task);
  plan(world, task.timeout_seconds, answer.afterSeconds, async () => {
    const open = await openApproval(world, (approval) => approval.key === key);
    if (open !== undefined) await decide(world, open, answer);
  });
}
/** Has the event that the case answers a wait with come in some time later. */
export function planEvent(
  world: SimulatedWorld,
  task: WaitForTask,
  answer: Extract<StepAnswer, { kind: 'received' }>,
): void {
  const type = world.request.catalogue.events.get(task.event);
  const { contact } = task.run;
  if (type === undefined) return;
  plan(world, task.timeout_seconds, answer.afterSeconds, async () => {
    const report = await world.engine.receive(
      busEventNow(
        world,
        type,
        world.request.scenario.reads === undefined ? eventData(type, answer.data, contact) : answer.data,
      ),
    );
    const heard = report.kind === 'recorded' && report.woken.length + report.stopped.length > 0;
    if (!heard) {
      world.notes.push(
        `The event that the case gives for "${task.step}" does not end its wait: ${contact === undefined ? 'the run has no contact' : 'its if: does not hold'}.`,
      );
    }
  });
}
function plan(world: SimulatedWorld, timeout: number, after: number | undefined, action: () => Promise<void>): void {
  const seconds = after ?? Math.min(USUAL_DELAY_SECONDS, timeout / 2);
  world.execution.running()?.at(world.clock.now() + seconds * 1000, action);
}
