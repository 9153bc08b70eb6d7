import type { DeploymentRequest } from '../../lib/aws/deployment-request.ts';
import { RESOURCE_TYPES } from '../../lib/config/names.ts';
import { createDeployWorkflow } from './deploy-workflow.ts';
import type { wire } from './wire.ts';

/** Does what CloudFormation asks for; the answer is for the log, and for CloudFormation. */
export function createCarryOutRequest(wired: ReturnType<typeof wire>) {
  const deployWorkflow = createDeployWorkflow(wired);
  return async (request: DeploymentRequest): Promise<Readonly<Record<string, string>>> => {
    if (request.ResourceType === RESOURCE_TYPES.workflow) return deployWorkflow(request);
    // Rules stay: they are the control plane's, and a retained version may name their events.
    if (request.RequestType === 'Delete') return {};
    const events = await wired.subscribeRecordEvents();
    return { events: String(events.length) };
  };
}
