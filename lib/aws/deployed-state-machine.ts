import { PublishStateMachineVersionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { fault } from '../errors/app-error.ts';
import type { StateMachines } from '../ports/state-machines.ts';
import type { WorkflowStore } from '../ports/workflow-store.ts';
import { fromSdkError } from './sdk-errors.ts';

export interface DeployedStateMachineDeps {
  readonly client: SFNClient;
  readonly workflows: Pick<WorkflowStore, 'listVersions'>;
  readonly machineArn: string;
  /** The revision that CloudFormation deployed. */
  readonly revisionId: string;
}

/**
 * The state machine that a deployment made for a workflow file. CloudFormation wrote its definition: publishing gives
 * exactly that revision a version, whatever was deployed meanwhile. A definition that has a version keeps it: a
 * deployment that is rolled back names a revision that is not there any more.
 */
export function createDeployedStateMachine(deps: DeployedStateMachineDeps): StateMachines {
  const { client, machineArn: stateMachineArn, revisionId } = deps;
  return {
    async publish({ workflow, hash }) {
      const known = await findVersion(deps, workflow, hash);
      if (known !== undefined) return known;
      try {
        const publish = new PublishStateMachineVersionCommand({ stateMachineArn, revisionId });
        const { stateMachineVersionArn } = await client.send(publish);
        if (stateMachineVersionArn !== undefined) return stateMachineVersionArn;
      } catch (error) {
        throw fromSdkError(error, `publish revision ${revisionId} of ${workflow}`);
      }
      throw fault({ code: 'SB912', message: `Step Functions published ${workflow} without naming its version.` });
    },
  };
}

async function findVersion(
  { workflows }: DeployedStateMachineDeps,
  workflow: string,
  hash: string,
): Promise<string | undefined> {
  let cursor: string | undefined;
  do {
    const page = await workflows.listVersions(workflow, { limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    const found = page.items.find((version) => version.hash === hash);
    if (found) return found.machineRef;
    cursor = page.next;
  } while (cursor !== undefined);
  return undefined;
}
