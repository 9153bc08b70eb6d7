import type { CompiledWorkflow } from '../../compiler/compiled-workflow.ts';
import { conflict } from '../../errors/app-error.ts';
import type { Bus } from '../../ports/bus.ts';
import type { LiveStateStore } from '../../ports/live-state-store.ts';
import type { StateMachines } from '../../ports/state-machines.ts';
import type { VersionManifest, WorkflowStore } from '../../ports/workflow-store.ts';
import type { EventType } from '../../workflow/catalogue/catalogue.ts';
import { versionNotFound } from '../show-workflow.ts';
import { type Asked, type AuditDeps, auditEntry } from './audit-entry.ts';

/** What making a version able to run needs. */
export interface PrepareVersionDeps extends AuditDeps {
  readonly workflows: Pick<WorkflowStore, 'getManifest' | 'getVersion' | 'changeVersion'>;
  readonly liveStates: Pick<LiveStateStore, 'list'>;
  readonly machines: Pick<StateMachines, 'publish'>;
  readonly bus: Pick<Bus, 'subscribe'>;
  readonly events: ReadonlyMap<string, EventType>;
}

/** A version that can be live, and the events that reach it. */
export interface PreparedVersion {
  readonly manifest: VersionManifest;
  readonly events: readonly string[];
}

/** EventBridge's bound: rules on one bus. One rule is one event type. */
const MOST_RULES = 300;

/**
 * Sees to all that a version needs before it may be live: its events reach dispatch, and its machine is there. Nothing
 * of that is seen by anyone yet, and doing it again changes nothing.
 *
 * @throws AppError SB602 no such version · SB612 its trigger does not run yet · SB613 the bus has no room for its
 * events · SB614 the catalogue has lost an event it names
 */
export async function prepareVersion(
  deps: PrepareVersionDeps,
  asked: Asked,
  version: number,
): Promise<PreparedVersion> {
  const { workflow } = asked;
  const manifest = await deps.workflows.getManifest(workflow, version);
  if (manifest === undefined) {
    throw versionNotFound(workflow, version);
  }
  const events = eventsOf(manifest.compiled);
  await refuseTooManyRules(deps, workflow, events);
  const types = events.map((name) => eventType(deps, workflow, name));
  await Promise.all(types.map(({ name, source, detailType }) => deps.bus.subscribe({ name, source, detailType })));
  if (manifest.retiredAt !== undefined) {
    await restoreMachine(deps, asked, version);
  }
  return { manifest, events };
}

/** A version that was pruned gets its machine back. */
async function restoreMachine(deps: PrepareVersionDeps, asked: Asked, number: number): Promise<void> {
  const { workflow } = asked;
  const version = await deps.workflows.getVersion(workflow, number);
  if (version === undefined) {
    throw versionNotFound(workflow, number);
  }
  const { hash, asl, description, compiled } = version;
  const machineRef = await deps.machines.publish({ workflow, hash, asl, description: description || compiled.name });
  const entry = auditEntry(deps, asked, 'version.restored', { to: { version: number } });
  await deps.workflows.changeVersion(workflow, number, { machineRef }, entry);
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
  return [...new Set([trigger.event, ...awaitedEvents])];
}

async function refuseTooManyRules(
  { liveStates }: PrepareVersionDeps,
  workflow: string,
  events: readonly string[],
): Promise<void> {
  const states = await liveStates.list();
  const rules = new Set([...states.flatMap((state) => state.events), ...events]);
  if (rules.size > MOST_RULES) {
    throw conflict({
      code: 'SB613',
      message: `With "${workflow}" the bus would carry ${rules.size} event types; a bus takes ${MOST_RULES} rules, one for each.`,
      resolution: 'Prune workflows that are archived, or let several use the same event and filter with `if`.',
    });
  }
}

function eventType({ events }: PrepareVersionDeps, workflow: string, name: string): EventType {
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
