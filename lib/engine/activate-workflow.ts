import type { CompiledWorkflow } from '../compiler/compiled-workflow.ts';
import { conflict } from '../errors/app-error.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveState, LiveStateStore } from '../ports/live-state-store.ts';
import type { WorkflowStore } from '../ports/workflow-store.ts';
import type { EventType } from '../workflow/catalogue/catalogue.ts';
import { versionNotFound } from './show-workflow.ts';

/** What activating needs. */
export interface ActivateWorkflowDeps {
  readonly workflows: Pick<WorkflowStore, 'getManifest'>;
  readonly liveStates: LiveStateStore;
  readonly bus: Pick<Bus, 'subscribe'>;
  readonly events: ReadonlyMap<string, EventType>;
  readonly clock: Clock;
}

/** Which version is to run, for new runs alone: runs in flight end as they began. */
export interface ActivateWorkflowRequest {
  readonly workflow: string;
  readonly version: number;
  /** The person, or the deployment. */
  readonly by: string;
}

/** EventBridge's bound: rules on one bus. One rule is one event type. */
const MOST_RULES = 300;

/**
 * Makes a version the active one, and enables the workflow. Its events reach dispatch before it is live; the state
 * returned is what the dispatcher sees after its next refresh. Doing it again changes nothing.
 *
 * @throws AppError SB602 no such version · SB611 someone else changed the state meanwhile · SB612 its trigger does not
 * run yet · SB613 the bus has no room for its events · SB614 the catalogue has lost an event it names
 */
export function createActivateWorkflow(
  deps: ActivateWorkflowDeps,
): (request: ActivateWorkflowRequest) => Promise<LiveState> {
  return async ({ workflow, version, by }) => {
    const manifest = await deps.workflows.getManifest(workflow, version);
    if (manifest === undefined) {
      throw versionNotFound(workflow, version);
    }
    const events = eventsOf(manifest.compiled);
    const states = await deps.liveStates.list();
    const current = states.find((state) => state.workflow === workflow);
    refuseTooManyRules(states, { workflow, events });
    const types = events.map((name) => eventType(deps, workflow, name));
    await Promise.all(types.map(({ name, source, detailType }) => deps.bus.subscribe({ name, source, detailType })));
    if (current?.active === version && current.enabled && !current.archived) {
      return current;
    }
    const next: LiveState = {
      workflow,
      revision: (current?.revision ?? 0) + 1,
      enabled: true,
      archived: false,
      active: version,
      covered: union(current?.covered ?? [], [version]).sort((left, right) => left - right),
      events: union(current?.events ?? [], events).sort(),
      changedAt: new Date(deps.clock.now()).toISOString(),
      changedBy: by,
    };
    await deps.liveStates.put(next);
    return next;
  };
}

function eventsOf(compiled: CompiledWorkflow): readonly string[] {
  const { trigger, workflow, awaitedEvents } = compiled;
  if (trigger.kind !== 'event') {
    throw conflict({
      code: 'SB612',
      message: `Workflow "${workflow}" is triggered by a ${trigger.kind}, and such triggers do not run yet.`,
      resolution: 'Leave it published, and start runs by hand; or trigger it by an event.',
    });
  }
  return union([trigger.event], awaitedEvents);
}

function refuseTooManyRules(
  states: readonly LiveState[],
  { workflow, events }: { readonly workflow: string; readonly events: readonly string[] },
): void {
  const rules = union(
    states.flatMap((state) => state.events),
    events,
  );
  if (rules.length > MOST_RULES) {
    throw conflict({
      code: 'SB613',
      message: `With "${workflow}" the bus would carry ${rules.length} event types; a bus takes ${MOST_RULES} rules, one for each.`,
      resolution: 'Prune workflows that are archived, or let several use the same event and filter with `if`.',
    });
  }
}

function eventType({ events }: ActivateWorkflowDeps, workflow: string, name: string): EventType {
  const type = events.get(name);
  if (type === undefined) {
    throw conflict({
      code: 'SB614',
      message: `Workflow "${workflow}" names the event "${name}", which the catalogue does not have any more.`,
      resolution: 'Put the event back into catalogue.yaml, or publish a version that does not name it.',
    });
  }
  return type;
}

function union<Item>(some: readonly Item[], others: readonly Item[]): Item[] {
  return [...new Set([...some, ...others])];
}
