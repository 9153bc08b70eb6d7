import {
  CreateStateMachineCommand,
  type CreateStateMachineInput,
  DeleteStateMachineVersionCommand,
  DescribeStateMachineCommand,
  type LogLevel,
  PublishStateMachineVersionCommand,
  type SFNClient,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { fault } from '../errors/app-error.ts';
import type { StateMachines } from '../ports/state-machines.ts';
import { fromSdkError, sdkErrorName } from './sdk-errors.ts';

type Machine = Parameters<StateMachines['publish']>[0];

export interface StepFunctionsMachinesDeps {
  readonly client: SFNClient;
  /** `arn:…:stateMachine:<stage>-`; a workflow's id behind it makes its machine's ARN. */
  readonly machineArnPrefix: string;
  readonly roleArn: string;
  /** Executions log there, without their data. */
  readonly logGroupArn: string;
  readonly logLevel: LogLevel;
  readonly tracing: boolean;
  /** A key of the customer's; left out: AWS's own. */
  readonly keyArn?: string | undefined;
}

/**
 * State machines of workflows made at run time: one machine for each workflow, one version for each definition.
 *
 * The machine's definition is compared before it is changed, so that a publication that was cut off finds the version
 * it had made. Older versions are found by the engine, which keeps them by hash.
 */
export function createStepFunctionsMachines(deps: StepFunctionsMachinesDeps): StateMachines {
  return {
    async publish(machine) {
      try {
        return await publishDefinition(deps, machine);
      } catch (error) {
        throw fromSdkError(error, `publish the state machine of ${machine.workflow}`);
      }
    },
    async retire(machineRef) {
      try {
        await deps.client.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: machineRef }));
      } catch (error) {
        throw fromSdkError(error, `delete the state machine version ${machineRef}`);
      }
    },
  };
}

async function publishDefinition(deps: StepFunctionsMachinesDeps, machine: Machine): Promise<string> {
  const { client, machineArnPrefix } = deps;
  const stateMachineArn = `${machineArnPrefix}${machine.workflow}`;
  const definition = JSON.stringify(machine.asl);
  const stored = await describe(client, stateMachineArn);
  if (stored === undefined) return create(deps, machine, definition);
  if (stored.definition === definition) {
    const { stateMachineVersionArn } = await client.send(
      new PublishStateMachineVersionCommand({ stateMachineArn, revisionId: stored.revisionId }),
    );
    return published(stateMachineVersionArn);
  }
  const { stateMachineVersionArn } = await client.send(
    new UpdateStateMachineCommand({
      stateMachineArn,
      definition,
      ...surroundings(deps),
      publish: true,
      versionDescription: versionDescription(machine),
    }),
  );
  return published(stateMachineVersionArn);
}

async function describe(client: SFNClient, stateMachineArn: string) {
  try {
    return await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  } catch (error) {
    if (sdkErrorName(error) === 'StateMachineDoesNotExist') return undefined;
    throw error;
  }
}

async function create(deps: StepFunctionsMachinesDeps, machine: Machine, definition: string): Promise<string> {
  const { stateMachineVersionArn } = await deps.client.send(
    new CreateStateMachineCommand({
      name: `${deps.machineArnPrefix.split(':').at(-1)}${machine.workflow}`,
      type: 'STANDARD',
      definition,
      ...surroundings(deps),
      publish: true,
      versionDescription: versionDescription(machine),
      tags: [{ key: 'signalbox:workflow', value: machine.workflow }],
    }),
  );
  return published(stateMachineVersionArn);
}

/** As the deployment has it for workflows of files. */
function surroundings({ roleArn, logGroupArn, logLevel, tracing, keyArn }: StepFunctionsMachinesDeps): Surroundings {
  return {
    roleArn,
    tracingConfiguration: { enabled: tracing },
    loggingConfiguration: {
      level: logLevel,
      // Inputs and outputs hold personal data; the history keeps them for 90 days, logs might keep them longer.
      includeExecutionData: false,
      // CloudWatch wants the group's ARN with all its streams.
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: `${logGroupArn.replace(/:\*$/, '')}:*` } }],
    },
    ...(keyArn === undefined
      ? {}
      : {
          encryptionConfiguration: {
            type: 'CUSTOMER_MANAGED_KMS_KEY',
            kmsKeyId: keyArn,
            kmsDataKeyReusePeriodSeconds: 300,
          },
        }),
  };
}

type Surroundings = Required<
  Pick<CreateStateMachineInput, 'roleArn' | 'tracingConfiguration' | 'loggingConfiguration'>
> &
  Pick<CreateStateMachineInput, 'encryptionConfiguration'>;

/** What the AWS console shows beside the version's number. */
function versionDescription({ hash, description }: Machine): string {
  return `${description} (${hash.slice(0, 12)})`.slice(-256);
}

function published(arn: string | undefined): string {
  if (arn !== undefined) return arn;
  throw fault({ code: 'SB912', message: 'Step Functions published a version without naming it.' });
}
