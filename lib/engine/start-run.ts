import { conflict, invalid } from '../errors/app-error.ts';
import type { Ids } from '../ports/ids.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import type { WorkflowStore } from '../ports/workflow-store.ts';
import type { EventType } from '../workflow/catalogue/catalogue.ts';
import { findMisfits } from '../workflow/catalogue/find-misfits.ts';
import type { JsonObject } from '../workflow/json.ts';
import type { IncomingEvent } from './events/parse-envelope.ts';
import { readId, readPath } from './read-path.ts';
import { type BeginRunDeps, type BeginRunOutcome, createBeginRun } from './runs/begin-run.ts';
import { versionNotFound, workflowNotFound } from './show-workflow.ts';
import { coverVersion } from './workflows/cover-version.ts';

/** What starting by hand needs. */
export interface StartRunDeps extends BeginRunDeps {
  readonly workflows: Pick<WorkflowStore, 'getManifest'>;
  readonly liveStates: Pick<LiveStateStore, 'get' | 'put'>;
  readonly events: ReadonlyMap<string, EventType>;
  readonly ids: Pick<Ids, 'ulid'>;
}

/** A run to start by hand (T10). */
export interface StartRunRequest {
  readonly workflow: string;
  /** By default the active one. */
  readonly version?: number;
  /** The trigger's event; for triggers by schedule or date, any data. */
  readonly data: JsonObject;
  /** Where the trigger's event does not name the contact. */
  readonly contact?: string;
  /** Starting with the same key twice is starting once. */
  readonly idempotencyKey?: string;
}

/** What stands for the event of a trigger that has none. */
const STARTED_BY_HAND: EventType = {
  name: 'workflow.started',
  source: 'signalbox.workflow',
  detailType: 'Workflow Started',
  title: 'Started by hand',
  description: 'A person started a workflow whose trigger is a schedule or a date.',
  contact: 'contact_id',
  records: {},
  data: {},
  sample: {},
};

/**
 * Starts a run by hand. It passes over the trigger's `if` and over whether the workflow is enabled, never over consent,
 * re-entry and overlap.
 *
 * @throws AppError SB601, SB602 no such workflow or version · SB615 none is active · SB616 the data is not the event's
 */
export function createStartRun(deps: StartRunDeps): (request: StartRunRequest) => Promise<BeginRunOutcome> {
  const begin = createBeginRun(deps);
  return async (request) => {
    const { workflow, data } = request;
    const live = await deps.liveStates.get(workflow);
    const version = request.version ?? activeVersion(workflow, live);
    const known = await deps.workflows.getManifest(workflow, version);
    if (known === undefined) {
      throw versionNotFound(workflow, version);
    }
    const { trigger } = known.compiled;
    const isEvent = trigger.kind === 'event';
    const type = (isEvent ? deps.events.get(trigger.event) : undefined) ?? STARTED_BY_HAND;
    refuseMisfits(type, data);
    const named = isEvent && trigger.contact ? readId(readPath(data, trigger.contact.segments)) : undefined;
    const contact = named ?? request.contact;
    await coverVersion(deps.liveStates, live, version);
    const arm = live?.rollout?.version === version ? 'treatment' : 'control';
    return begin({ known, arm, type, contact, event: eventByHand(deps, request, type), matches: async () => true });
  };
}

function activeVersion(workflow: string, live: LiveState | undefined): number {
  if (live === undefined) {
    throw workflowNotFound(workflow);
  }
  if (live.active === undefined) {
    throw conflict({
      code: 'SB615',
      message: `No version of "${workflow}" is active.`,
      resolution: 'Activate one, or name the version to start.',
    });
  }
  return live.active;
}

function refuseMisfits(type: EventType, data: JsonObject): void {
  const misfits = findMisfits(data, type.data);
  if (misfits.length > 0) {
    throw invalid({
      code: 'SB616',
      message: `The data is not that of ${type.name}: ${misfits.map(({ pointer, problem }) => `${pointer} ${problem}`).join('; ')}.`,
      resolution: `Send data like the event's sample: ${JSON.stringify(type.sample)}.`,
      details: { misfits },
    });
  }
}

function eventByHand(deps: StartRunDeps, { data, idempotencyKey }: StartRunRequest, type: EventType): IncomingEvent {
  const id = deps.ids.ulid();
  const timestamp = new Date(deps.clock.now()).toISOString();
  return {
    source: type.source,
    detailType: type.detailType,
    metadata: { id, timestamp, correlationId: id, depth: 0, chain: [] },
    identity: idempotencyKey ?? id,
    data,
  };
}
