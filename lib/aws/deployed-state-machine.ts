import { PublishStateMachineVersionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { fault } from '../errors/app-error.ts';
import type { StateMachines } from '../ports/state-machines.ts';
import { fromSdkError } from './sdk-errors.ts';

export interface DeployedStateMachineDeps {
  readonly client: SFNClient;
  readonly machineArn: string;
  /** The revision that CloudFormation deployed. */
  readonly revisionId: string;
}

/**
 * The state machine that a deployment made for a workflow file. CloudFormation wrote its definition: publishing gives
 * exactly that revision a version, whatever was deployed meanwhile. It is asked only for definitions without a version:
 * a deployment that is rolled back names a revision that is not there any more.
 */
export function createDeployedStateMachine(deps: DeployedStateMachineDeps): Pick<StateMachines, 'publish'> {
  const { client, machineArn: stateMachineArn, revisionId } = deps;
  return {
    async publish({ workflow }) {
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
