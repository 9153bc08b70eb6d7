import { compileWorkflow } from '../compiler/compile-workflow.ts';
import type { CompiledWorkflow } from '../compiler/compiled-workflow.ts';
import { invalid } from '../errors/app-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Hash } from '../ports/ids.ts';
import type { LiveStateStore } from '../ports/live-state-store.ts';
import type { StateMachines } from '../ports/state-machines.ts';
import type { WorkflowStore, WorkflowVersion } from '../ports/workflow-store.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import type { Issue } from '../workflow/issue.ts';
import { loadWorkflow } from '../workflow/load-workflow.ts';
import { findTriggerLoop } from './workflows/find-trigger-loop.ts';
import { versionHash } from './workflows/version-hash.ts';

/** What publishing needs. */
export interface PublishWorkflowDeps {
  readonly catalogue: Catalogue;
  readonly workflows: Pick<WorkflowStore, 'getManifest' | 'putVersion'>;
  readonly liveStates: Pick<LiveStateStore, 'list'>;
  readonly machines: StateMachines;
  /** What states call for a family of functions. */
  readonly functionArn: (family: string) => string;
  readonly hash: Hash;
  readonly clock: Clock;
}

/** A definition to publish. */
export interface PublishWorkflowRequest {
  /** YAML or JSON. */
  readonly text: string;
  /** For messages about it. */
  readonly file?: string;
  readonly author: string;
  /** What changed, for people. */
  readonly description?: string;
  readonly origin: WorkflowVersion['origin'];
}

/** The version, and whether this call made it: a definition that was published before keeps its number. */
export interface PublishWorkflowReport {
  readonly version: WorkflowVersion;
  readonly created: boolean;
  readonly warnings: readonly Issue[];
}

/**
 * Publishes a definition as an immutable version, which runs nothing until it is activated. The machine is registered
 * first, so that no version without one is ever stored; both are found again by the version's hash.
 *
 * @throws AppError SB603 the definition has errors: all of them are in `details.issues`, and nothing was stored
 */
export function createPublishWorkflow(
  deps: PublishWorkflowDeps,
): (request: PublishWorkflowRequest) => Promise<PublishWorkflowReport> {
  return async ({ text, file, author, description = '', origin }) => {
    const { catalogue, functionArn } = deps;
    const { graph, issues } = loadWorkflow({ text, catalogue, ...(file === undefined ? {} : { file }) });
    if (graph === undefined) {
      throw hasErrors(issues, file);
    }
    const compiled = compileWorkflow(graph, { catalogue, functionArn });
    const { manifest, asl } = compiled;
    const hash = versionHash(graph.definition, compiled, deps.hash);
    const { workflow, name } = graph;
    const machineRef = await deps.machines.publish({ workflow, hash, asl, description: description || name });
    const stored = await deps.workflows.putVersion({
      workflow,
      hash,
      description,
      author,
      publishedAt: new Date(deps.clock.now()).toISOString(),
      origin,
      source: text,
      compiled: manifest,
      asl,
      machineRef,
    });
    return { ...stored, warnings: [...issues, ...(await loopWarnings(deps, stored.version.compiled, file))] };
  };
}

/** R6: whether the live workflows, with this one, could start each other round and round. */
async function loopWarnings(
  { liveStates, workflows }: PublishWorkflowDeps,
  compiled: CompiledWorkflow,
  file: string | undefined,
): Promise<readonly Issue[]> {
  const states = (await liveStates.list()).filter(({ archived, enabled }) => enabled && !archived);
  const live = await Promise.all(
    states.flatMap(({ workflow, active }) => (active === undefined ? [] : [workflows.getManifest(workflow, active)])),
  );
  const loop = findTriggerLoop(
    compiled,
    live.flatMap((manifest) => manifest?.compiled ?? []),
  );
  if (loop === undefined) {
    return [];
  }
  const message = `${loop.join(' → ')}: these workflows may start each other. A chain of 10 is stopped. Filter one trigger with if, or cause another event.`;
  return [
    { code: 'SB605', severity: 'warning', pointer: '/trigger', message, ...(file === undefined ? {} : { file }) },
  ];
}

function hasErrors(issues: readonly Issue[], file = 'The definition') {
  const errors = issues.filter(({ severity }) => severity === 'error');
  return invalid({
    code: 'SB603',
    message: `${file} cannot be published, it has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}: ${errors
      .map(({ code, message }) => `${code} ${message}`)
      .join(' ')}`,
    resolution: 'Correct them; `signalbox check` shows where they are.',
    details: { issues },
  });
}
