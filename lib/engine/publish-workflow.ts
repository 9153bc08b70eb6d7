import { compileWorkflow } from '../compiler/compile-workflow.ts';
import { invalid } from '../errors/app-error.ts';
import type { Hash } from '../ports/ids.ts';
import type { LiveStateStore } from '../ports/live-state-store.ts';
import type { StateMachines } from '../ports/state-machines.ts';
import type { WorkflowStore, WorkflowVersion } from '../ports/workflow-store.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import type { Issue } from '../workflow/issue.ts';
import { loadWorkflow } from '../workflow/load-workflow.ts';
import { type AuditDeps, auditEntry } from './workflows/audit-entry.ts';
import { liveTriggerLoop, loopWarning } from './workflows/live-trigger-loop.ts';
import { refuseTakeover, registerWorkflow } from './workflows/register-workflow.ts';
import { versionHash } from './workflows/version-hash.ts';

/** What publishing needs. */
export interface PublishWorkflowDeps extends AuditDeps {
  readonly catalogue: Catalogue;
  readonly workflows: Pick<WorkflowStore, 'findVersion' | 'getManifest' | 'putVersion' | 'changeVersion'>;
  readonly liveStates: Pick<LiveStateStore, 'get' | 'list' | 'put'>;
  readonly machines: Pick<StateMachines, 'publish'>;
  /** What states call for a family of functions. */
  readonly functionArn: (family: string) => string;
  readonly hash: Hash;
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

/** Publishes a definition. */
export type PublishWorkflow = (request: PublishWorkflowRequest) => Promise<PublishWorkflowReport>;

/**
 * Publishes a definition as an immutable version, which runs nothing until it is activated. The machine is registered
 * first, so that no version without one is ever stored; both are found again by the version's hash.
 *
 * @throws AppError SB603 the definition has errors: all of them are in `details.issues`, and nothing was stored · SB662 a
 * file for a workflow that people made
 */
export function createPublishWorkflow(deps: PublishWorkflowDeps): PublishWorkflow {
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
    refuseTakeover(await deps.liveStates.get(workflow), { workflow, origin });
    const asked = { workflow, by: author };
    const { version, created } = await storeVersion(deps, {
      ...{ workflow, hash, description, author, origin, source: text, compiled: manifest, asl },
      publishedAt: new Date(deps.clock.now()).toISOString(),
    });
    await registerWorkflow(deps, { ...asked, name, origin });
    const loop = await liveTriggerLoop(deps, version.compiled);
    return { version, created, warnings: loop === undefined ? issues : [...issues, loopWarning(loop, file)] };
  };
}

/** A definition that was published before keeps its version and its machine, unless that was pruned. */
async function storeVersion(
  deps: PublishWorkflowDeps,
  draft: Omit<WorkflowVersion, 'version' | 'machineRef'>,
): Promise<{ readonly version: WorkflowVersion; readonly created: boolean }> {
  const { workflow, hash, asl, description, author: by } = draft;
  const known = await deps.workflows.findVersion(workflow, hash);
  if (known !== undefined && known.retiredAt === undefined) {
    return { version: known, created: false };
  }
  const about = description || draft.compiled.name;
  const machineRef = await deps.machines.publish({ workflow, hash, asl, description: about });
  if (known === undefined) {
    return deps.workflows.putVersion({ ...draft, machineRef }, (version) =>
      auditEntry(deps, { workflow, by }, 'version.published', { to: { version, description } }),
    );
  }
  const { retiredAt: _, ...kept } = known;
  const entry = auditEntry(deps, { workflow, by }, 'version.restored', { to: { version: known.version } });
  await deps.workflows.changeVersion(workflow, known.version, { machineRef }, entry);
  return { version: { ...kept, machineRef }, created: false };
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
