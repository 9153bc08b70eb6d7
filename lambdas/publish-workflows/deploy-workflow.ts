import { activationOf, definitionOf, type WorkflowDeploymentRequest } from '../../lib/aws/deployment-request.ts';
import { AppError } from '../../lib/errors/app-error.ts';
import type { wire } from './wire.ts';

/** Who is on record as the one who did it. */
const DEPLOYMENT = 'deployment';

/** What became of the file, for the log and for CloudFormation. */
export interface Deployed extends Record<string, string> {
  readonly workflow: string;
  readonly outcome: 'active' | 'staged' | 'published' | 'archived';
}

/** Releases a workflow file, or archives the workflow of a file that is gone. */
export function createDeployWorkflow({ releaseTo, archive }: ReturnType<typeof wire>) {
  const remove = async (workflow: string): Promise<Deployed> => {
    try {
      await archive({ workflow, origin: 'file', by: DEPLOYMENT });
    } catch (error) {
      // Never published: its first deployment failed.
      if (!(error instanceof AppError) || error.code !== 'SB601') throw error;
    }
    return { workflow, outcome: 'archived' };
  };
  return async (request: WorkflowDeploymentRequest): Promise<Deployed> => {
    const { Workflow: workflow, File: file, StateMachineArn: machineArn, RevisionId } = request.ResourceProperties;
    if (request.RequestType === 'Delete') return remove(workflow);
    const release = releaseTo({ machineArn, revisionId: RevisionId });
    const activate = activationOf(request);
    const { version, outcome, refused } = await release({
      text: definitionOf(request),
      file,
      by: DEPLOYMENT,
      activate,
    });
    // A schedule or a date: the file is deployed all the same, to be started by hand.
    if (refused !== undefined && refused.code !== 'SB612') throw refused;
    return { workflow, version: String(version.version), outcome };
  };
}
