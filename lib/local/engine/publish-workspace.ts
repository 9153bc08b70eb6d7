import { createChangeLive } from '../../engine/change-live.ts';
import { createPublishWorkflow } from '../../engine/publish-workflow.ts';
import { createReleaseWorkflow, type ReleaseReport } from '../../engine/release-workflow.ts';
import { AppError } from '../../errors/app-error.ts';
import { sha256 } from '../../node/sha256.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';
import { functionName } from './function-name.ts';

/** What became of a workflow file. */
export type PublishedFile = { readonly workflow: string; readonly file: string } & (
  | { readonly kind: 'live'; readonly version: number; readonly created: boolean }
  /** Published, but not active; `reason` says why. */
  | { readonly kind: 'published'; readonly version: number; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
);

/**
 * Releases every workflow of a folder, as a deployment does: what operators set stays until a file changes. A file that
 * has errors stops no other.
 */
export async function publishWorkspace(
  engine: EmbeddedEngine,
  workspace: Workspace,
): Promise<readonly PublishedFile[]> {
  const { stores, bus, machines, timeline, ids } = engine;
  const { catalogue } = workspace;
  const common = { ...stores, clock: timeline, ids, hash: sha256, catalogue, events: catalogue.events, machines, bus };
  const release = createReleaseWorkflow({
    liveStates: stores.liveStates,
    publish: createPublishWorkflow({ ...common, functionArn: functionName }),
    changeLive: createChangeLive(common),
  });
  const published: PublishedFile[] = [];
  for (const { id: workflow, file, text } of workspace.workflows) {
    try {
      const report = await release({ text, file, by: 'files', activate: true });
      published.push({ workflow, file, ...outcomeOf(report) });
    } catch (error) {
      published.push({ workflow, file, kind: 'refused', reason: explain(error) });
    }
  }
  engine.refresh();
  await engine.durable();
  return published;
}

function outcomeOf({ version: { version }, created, live, outcome, refused }: ReleaseReport) {
  if (refused !== undefined) {
    return { kind: 'published', version, reason: `${refused.code} ${refused.message}` } as const;
  }
  if (outcome === 'active') {
    return { kind: 'live', version, created } as const;
  }
  const reason = `Version ${live.active} is active: an operator chose so since the file changed.`;
  return { kind: 'published', version, reason } as const;
}

function explain(error: unknown): string {
  if (error instanceof AppError && (error.kind === 'invalid' || error.kind === 'conflict')) {
    return `${error.code} ${error.message}`;
  }
  throw error;
}
