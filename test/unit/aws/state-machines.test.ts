import {
  ConflictException,
  CreateStateMachineCommand,
  DeleteStateMachineVersionCommand,
  DescribeStateMachineCommand,
  InvalidDefinition,
  PublishStateMachineVersionCommand,
  SFNClient,
  StateMachineDoesNotExist,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDeployedStateMachine } from '../../../lib/aws/deployed-state-machine.ts';
import { createStepFunctionsMachines } from '../../../lib/aws/step-functions-machines.ts';

const mock = mockClient(SFNClient);
const client = new SFNClient({ region: 'eu-central-1' });
const machineArn = 'arn:aws:states:eu-central-1:111122223333:stateMachine:dev-welcome';
const stateMachineVersionArn = `${machineArn}:4`;
const deps = {
  client,
  machineArnPrefix: 'arn:aws:states:eu-central-1:111122223333:stateMachine:dev-',
  roleArn: 'arn:aws:iam::111122223333:role/executions',
  logGroupArn: 'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/vendedlogs/states/signalbox-dev:*',
  logLevel: 'ERROR',
  tracing: false,
} as const;
const asl = { QueryLanguage: 'JSONata', StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };
const welcome = { workflow: 'welcome', hash: 'ab'.repeat(32), asl, description: 'Welcome series' };
const definition = JSON.stringify(asl);
const said = { message: 'so', $metadata: {} };

beforeEach(() => {
  mock.reset();
});

describe('state machines of workflows made at run time', () => {
  test('a new workflow gets a machine with the stage’s name, role and log group, and its first version', async () => {
    mock.on(DescribeStateMachineCommand).rejects(new StateMachineDoesNotExist(said));
    mock.on(CreateStateMachineCommand).resolves({ stateMachineVersionArn });
    await expect(createStepFunctionsMachines(deps).publish(welcome)).resolves.toBe(stateMachineVersionArn);
    expect(mock.commandCalls(CreateStateMachineCommand)[0]?.args[0].input).toMatchObject({
      name: 'dev-welcome',
      type: 'STANDARD',
      definition,
      roleArn: deps.roleArn,
      publish: true,
      versionDescription: 'Welcome series (abababababab)',
      tracingConfiguration: { enabled: false },
      loggingConfiguration: {
        level: 'ERROR',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: deps.logGroupArn } }],
      },
    });
  });

  test('a machine is encrypted with the deployment’s key, if it has one', async () => {
    mock.on(DescribeStateMachineCommand).rejects(new StateMachineDoesNotExist(said));
    mock.on(CreateStateMachineCommand).resolves({ stateMachineVersionArn });
    const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1';
    await createStepFunctionsMachines({ ...deps, keyArn }).publish(welcome);
    await createStepFunctionsMachines(deps).publish(welcome);
    const [own, other] = mock.commandCalls(CreateStateMachineCommand).map((call) => call.args[0].input);
    expect(own).toMatchObject({ encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: keyArn } });
    expect(other).not.toHaveProperty('encryptionConfiguration');
  });

  test('a changed definition becomes the machine’s next version', async () => {
    mock.on(DescribeStateMachineCommand, { stateMachineArn: machineArn }).resolves({ definition: '{}' });
    mock.on(UpdateStateMachineCommand).resolves({ stateMachineVersionArn });
    await expect(createStepFunctionsMachines(deps).publish(welcome)).resolves.toBe(stateMachineVersionArn);
    expect(mock.commandCalls(UpdateStateMachineCommand)[0]?.args[0].input).toMatchObject({
      stateMachineArn: machineArn,
      definition,
      publish: true,
    });
  });

  test('the same definition again gives the version of its revision', async () => {
    mock.on(DescribeStateMachineCommand).resolves({ definition, revisionId: 'revision-1' });
    mock
      .on(PublishStateMachineVersionCommand, { stateMachineArn: machineArn, revisionId: 'revision-1' })
      .resolves({ stateMachineVersionArn });
    await expect(createStepFunctionsMachines(deps).publish(welcome)).resolves.toBe(stateMachineVersionArn);
    expect(mock.commandCalls(UpdateStateMachineCommand)).toHaveLength(0);
  });

  test('a definition that Step Functions refuses is invalid', async () => {
    mock.on(DescribeStateMachineCommand).rejects(new StateMachineDoesNotExist(said));
    mock.on(CreateStateMachineCommand).rejects(new InvalidDefinition(said));
    await expect(createStepFunctionsMachines(deps).publish(welcome)).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('an answer without a version is a fault', async () => {
    mock.on(DescribeStateMachineCommand).rejects(new StateMachineDoesNotExist(said));
    mock.on(CreateStateMachineCommand).resolves({});
    await expect(createStepFunctionsMachines(deps).publish(welcome)).rejects.toMatchObject({ kind: 'fault' });
  });
});

describe('a version that is given up', () => {
  const retire = () => createStepFunctionsMachines(deps).retire(stateMachineVersionArn);

  test('is deleted, and its machine stays', async () => {
    mock.on(DeleteStateMachineVersionCommand).resolves({});
    await retire();
    expect(mock.commandCalls(DeleteStateMachineVersionCommand)[0]?.args[0].input).toEqual({ stateMachineVersionArn });
    expect(mock.calls()).toHaveLength(1);
  });

  test('that cannot be deleted now is told', async () => {
    mock.on(DeleteStateMachineVersionCommand).rejects(new ConflictException(said));
    await expect(retire()).rejects.toMatchObject({ code: expect.stringMatching(/^SB9/) });
  });
});

describe('the state machine of a workflow file', () => {
  const deployed = () => createDeployedStateMachine({ client, machineArn, revisionId: 'revision-7' });

  test('gets a version of the very revision that was deployed', async () => {
    mock
      .on(PublishStateMachineVersionCommand, { stateMachineArn: machineArn, revisionId: 'revision-7' })
      .resolves({ stateMachineVersionArn });
    await expect(deployed().publish(welcome)).resolves.toBe(stateMachineVersionArn);
  });

  test('that is gone is told as not found', async () => {
    mock.on(PublishStateMachineVersionCommand).rejects(new StateMachineDoesNotExist(said));
    await expect(deployed().publish(welcome)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('an answer without a version is a fault', async () => {
    mock.on(PublishStateMachineVersionCommand).resolves({});
    await expect(deployed().publish(welcome)).rejects.toMatchObject({ kind: 'fault' });
  });
});
