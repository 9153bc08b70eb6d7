import { transient } from '../errors/app-error.ts';
import type { SkipReason } from '../ports/skipped-run-store.ts';
import type { EventType } from '../workflow/catalogue/catalogue.ts';
import type { Condition } from '../workflow/conditions/condition.ts';
import type { JsonObject } from '../workflow/json.ts';
import { eventPart } from './conditions/event-part.ts';

import { indexEventTypes } from './events/event-type-index.ts';
import { type IncomingEvent, parseEnvelope } from './events/parse-envelope.ts';
import { readId, readPath } from './read-path.ts';
import { type BeginRun, type BeginRunDeps, type BeginRunOutcome, createBeginRun } from './runs/begin-run.ts';
import { pickArm } from './runs/pick-arm.ts';
import type { LiveWorkflows, TriggeredVersion } from './workflows/live-workflows.ts';

/** What became of one version that the event could have started; `no-match` made no call, or one batched read. */
export type DispatchOutcome = BeginRunOutcome & {
  /** A free expression of the trigger failed, so that it counts as not matching. */
  readonly problem?: string;
};

/** What became of an event. */
export interface DispatchReport {
  readonly event: IncomingEvent;
  /** The catalogue's name for it; absent: no workflow can know it. */
  readonly name?: string;
  readonly outcomes: readonly DispatchOutcome[];
}

/** What dispatch needs. Keep the use case for the life of the process: it remembers compiled conditions. */
export interface DispatchEventDeps extends BeginRunDeps {
  readonly live: LiveWorkflows;
  readonly events: ReadonlyMap<string, EventType>;
}

/** Chains of workflows that start each other end here. */
const DEEPEST_CHAIN = 10;

/**
 * Starts the runs that an event of the bus triggers, each exactly once however often the event is delivered.
 *
 * @throws AppError SB701 for what is no event (give it up) · of kind `transient` when a workflow could not be served:
 * deliver the event again, the others are not started twice
 */
export function createDispatchEvent(deps: DispatchEventDeps): (raw: unknown) => Promise<DispatchReport> {
  const find = indexEventTypes(deps.events);
  const begin = createBeginRun(deps);

  return async (raw) => {
    const event = parseEnvelope(raw);
    const type = find(event);
    if (type === undefined) {
      return { event, outcomes: [] };
    }
    const { triggeredBy } = await deps.live.index();
    const candidates = triggeredBy.get(type.name) ?? [];
    const settled = await Promise.allSettled(
      candidates.map((candidate) => consider({ deps, begin }, { candidate, event, type })),
    );
    const outcomes = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failures = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0) {
      throw transient({
        code: 'SB642',
        message: `Event ${event.identity} (${type.name}) could not be dispatched to ${failures.length} of ${candidates.length} workflows: ${String(failures[0])}`,
        cause: failures[0],
      });
    }
    return { event, name: type.name, outcomes };
  };
}

interface Tools {
  readonly deps: DispatchEventDeps;
  readonly begin: BeginRun;
}

interface Candidacy {
  readonly candidate: TriggeredVersion;
  readonly event: IncomingEvent;
  readonly type: EventType;
}

async function consider({ deps, begin }: Tools, { candidate, event, type }: Candidacy): Promise<DispatchOutcome> {
  const { known, trigger, arm } = candidate;
  const { workflow, version } = known;
  const noMatch = { kind: 'no-match', workflow, version } as const;
  const holds = async (condition: Condition, records: JsonObject): Promise<boolean> => {
    const circumstances = { now: deps.clock.now(), zone: known.compiled.zone };
    return deps.holds(condition, { ...circumstances, values: { event: event.data, ...records } });
  };
  // An enrolment names the one workflow it is for.
  const isForOther = type.name === 'workflow.enrolled' && event.data.workflow !== workflow;
  if (isForOther || !(await passesForFree(trigger, holds))) {
    return { ...noMatch, reason: 'filter' };
  }
  if (!isPicked(deps, candidate, event)) {
    return { ...noMatch, reason: 'arm' };
  }
  let problem: string | undefined;
  const matches = async (records: JsonObject): Promise<boolean> => {
    try {
      return trigger.condition === undefined || (await holds(trigger.condition, records));
    } catch (error) {
      problem = String(error);
      return false;
    }
  };
  const refusal = refuse(event);
  const contact = trigger.contact && readId(readPath(event.data, trigger.contact.segments));
  const outcome = await begin({ known, arm, event, type, contact, matches, ...(refusal && { refusal }) });
  return problem === undefined ? outcome : { ...outcome, problem };
}

/** Whether a rollout, if there is one, gives the run to this arm. A run that is stored keeps the arm it has. */
function isPicked({ hash }: DispatchEventDeps, { known, arm, split }: TriggeredVersion, event: IncomingEvent): boolean {
  if (split === undefined) {
    return true;
  }
  const contact = split.contact && readId(readPath(event.data, split.contact.segments));
  const draw = { ...split, workflow: known.workflow, subject: contact ?? event.identity };
  return pickArm(draw, hash) === arm;
}

/** Whether the part of the condition that needs nothing but the event holds. */
async function passesForFree(
  { condition }: TriggeredVersion['trigger'],
  holds: (condition: Condition, records: JsonObject) => Promise<boolean>,
): Promise<boolean> {
  for (const part of condition === undefined ? [] : eventPart(condition)) {
    if (!(await holds(part, {}))) {
      return false;
    }
  }
  return true;
}

function refuse(event: IncomingEvent): { readonly reason: SkipReason; readonly detail: string } | undefined {
  if (event.replay !== undefined) {
    return { reason: 'replay', detail: `The event comes from the replay "${event.replay}".` };
  }
  const { depth, chain } = event.metadata;
  if (depth >= DEEPEST_CHAIN) {
    const workflows = chain.join(' → ');
    return {
      reason: 'loop',
      detail: `${depth} workflows in a row caused it: ${workflows}. The bound is ${DEEPEST_CHAIN}.`,
    };
  }
  return undefined;
}
