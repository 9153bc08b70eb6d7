import { definitionOf, type WorkflowDeploymentRequest } from '../../lib/aws/deployment-request.ts';
import { AppError } from '../../lib/errors/app-error.ts';
import type { wire } from './wire.ts';

/** Who is on record as the one who did it. */
const DEPLOYMENT = 'deployment';

/** What became of the file, for the log and for CloudFormation. */
export interface Deployed extends Record<string, string> {
  readonly workflow: string;
  readonly outcome: 'active' | 'published' | 'archived';
}

/** Publishes and activates a workflow file, or archives the workflow of a file that is gone. */
export function createDeployWorkflow({ publishTo, activate, changeLiveState }: ReturnType<typeof wire>) {
  const archive = async (workflow: string): Promise<Deployed> => {
    try {
      await changeLiveState({ workflow, change: 'archive', by: DEPLOYMENT });
    } catch (error) {
      // Never activated: its first deployment failed, or its trigger does not run yet.
      if (codeOf(error) !== 'SB601') throw error;
    }
    return { workflow, outcome: 'archived' };
  };
  return async (request: WorkflowDeploymentRequest): Promise<Deployed> => {
    const { Workflow: workflow, File: file, StateMachineArn: machineArn, RevisionId } = request.ResourceProperties;
    if (request.RequestType === 'Delete') return archive(workflow);
    const publish = publishTo({ machineArn, revisionId: RevisionId });
    const text = definitionOf(request);
    const { version: published } = await publish({ text, file, author: DEPLOYMENT, origin: 'file' });
    const version = String(published.version);
    try {
      await activate({ workflow, version: published.version, by: DEPLOYMENT });
    } catch (error) {
      // A schedule or a date: the file is deployed all the same, to be started by hand.
      if (codeOf(error) !== 'SB612') throw error;
      return { workflow, version, outcome: 'published' };
    }
    return { workflow, version, outcome: 'active' };
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof AppError ? error.code : undefined;
}
