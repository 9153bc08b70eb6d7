import { transient } from '../errors/app-error.ts';
import type { SkipReason } from '../ports/skipped-run-store.ts';
import type { EventType } from '../workflow/catalogue/catalogue.ts';
import { eventPart } from './conditions/event-part.ts';

import { indexEventTypes } from './events/event-type-index.ts';
import { type IncomingEvent, parseEnvelope } from './events/parse-envelope.ts';
import { readId, readPath } from './read-path.ts';
import { type BeginRun, type BeginRunDeps, type BeginRunOutcome, createBeginRun } from './runs/begin-run.ts';
import type { KnownVersion, LiveWorkflows } from './workflows/live-workflows.ts';

/** What became of one workflow that the event could have started. */
export type DispatchOutcome =
  | BeginRunOutcome
  /** The trigger's `if` did not hold; worth a log line, and no call was made for it. */
  | { readonly kind: 'no-match'; readonly workflow: string; readonly version: number };

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
    const failures = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0) {
      throw transient({
        code: 'SB642',
        message: `Event ${event.identity} (${type.name}) could not be dispatched to ${failures.length} of ${candidates.length} workflows: ${String(failures[0])}`,
        cause: failures[0],
      });
    }
    const outcomes = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    return { event, name: type.name, outcomes };
  };
}

interface Tools {
  readonly deps: DispatchEventDeps;
  readonly begin: BeginRun;
}

interface Candidacy {
  readonly candidate: KnownVersion;
  readonly event: IncomingEvent;
  readonly type: EventType;
}

async function consider(tools: Tools, { candidate, event, type }: Candidacy): Promise<DispatchOutcome> {
  const { compiled, workflow, version } = candidate;
  const { trigger } = compiled;
  const condition = trigger.kind === 'event' ? trigger.condition : undefined;
  const contactPath = trigger.kind === 'event' ? trigger.contact : undefined;
  const contact = contactPath && readId(readPath(event.data, contactPath.segments));
  const noMatch = { kind: 'no-match', workflow, version } as const;
  const { holds, clock } = tools.deps;
  const circumstances = { now: clock.now(), zone: compiled.zone, values: { event: event.data } };
  for (const part of condition === undefined ? [] : eventPart(condition)) {
    if (!(await holds(part, circumstances))) {
      return noMatch;
    }
  }
  if (type.name === 'workflow.enrolled' && event.data.workflow !== workflow) {
    return noMatch;
  }
  const refusal = refuse(event);
  return tools
    .begin({
      known: candidate,
      event,
      type,
      contact,
      ...(refusal === undefined ? {} : { refusal }),
      matches: async (records) =>
        condition === undefined ||
        (await holds(condition, { ...circumstances, values: { event: event.data, ...records } })),
    })
    .then((outcome) => outcome ?? noMatch);
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
