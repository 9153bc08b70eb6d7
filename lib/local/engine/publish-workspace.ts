import { createActivateWorkflow } from '../../engine/activate-workflow.ts';
import { createPublishWorkflow } from '../../engine/publish-workflow.ts';
import { AppError } from '../../errors/app-error.ts';
import { sha256 } from '../../node/sha256.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';
import { functionName } from './task-functions.ts';

/** What became of a workflow file. */
export type PublishedFile = { readonly workflow: string; readonly file: string } & (
  | { readonly kind: 'live'; readonly version: number; readonly created: boolean }
  /** Published, but not to be activated; `reason` says why. */
  | { readonly kind: 'published'; readonly version: number; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
);

/** Publishes and activates every workflow of a folder, as a deployment does. A file that has errors stops no other. */
export async function publishWorkspace(
  engine: EmbeddedEngine,
  workspace: Workspace,
): Promise<readonly PublishedFile[]> {
  const { stores, bus, machines, timeline } = engine;
  const { catalogue } = workspace;
  const common = { ...stores, clock: timeline, hash: sha256, catalogue, events: catalogue.events };
  const publish = createPublishWorkflow({ ...common, machines, functionArn: functionName });
  const activate = createActivateWorkflow({ ...common, bus });
  const published: PublishedFile[] = [];
  for (const { id: workflow, file, text } of workspace.workflows) {
    try {
      const { version, created } = await publish({ text, file, author: 'files', origin: 'file' });
      const reason = await refusal(() => activate({ workflow, version: version.version, by: 'files' }));
      const base = { workflow, file, version: version.version };
      published.push(
        reason === undefined ? { ...base, kind: 'live', created } : { ...base, kind: 'published', reason },
      );
    } catch (error) {
      published.push({ workflow, file, kind: 'refused', reason: explain(error) });
    }
  }
  engine.refresh();
  await engine.durable();
  return published;
}

/** Why a workflow may not be live now; any other error is thrown on. */
async function refusal(activate: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await activate();
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') {
      return `${error.code} ${error.message}`;
    }
    throw error;
  }
}

function explain(error: unknown): string {
  if (error instanceof AppError && error.kind === 'invalid') {
    return `${error.code} ${error.message}`;
  }
  throw error;
}
