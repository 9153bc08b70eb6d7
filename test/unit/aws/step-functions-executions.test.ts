import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ExecutionNotRedrivable,
  GetExecutionHistoryCommand,
  InvalidExecutionInput,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDeleting,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createStepFunctionsExecutions } from '../../../lib/aws/step-functions-executions.ts';

const mock = mockClient(SFNClient);
const executions = createStepFunctionsExecutions({ client: new SFNClient({ region: 'eu-central-1' }) });
const run = {
  machineRef: 'arn:aws:states:eu-central-1:111122223333:stateMachine:dev-welcome:3',
  name: 'welcome-0123',
};
const executionArn = 'arn:aws:states:eu-central-1:111122223333:execution:dev-welcome:welcome-0123';
const said = { message: 'so', $metadata: {} };

beforeEach(() => {
  mock.reset();
});

describe('start', () => {
  test('starts the version under the run’s name with the very bytes of its input', async () => {
    mock.on(StartExecutionCommand).resolves({});
    await expect(executions.start({ ...run, input: '{"a": 1}' })).resolves.toBe('started');
    expect(mock.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: run.machineRef,
      name: run.name,
      input: '{"a": 1}',
    });
  });

  test('takes an execution that exists for started', async () => {
    mock.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(said));
    await expect(executions.start({ ...run, input: '{}' })).resolves.toBe('exists');
  });

  test('tells an input that Step Functions refuses as invalid', async () => {
    mock.on(StartExecutionCommand).rejects(new InvalidExecutionInput(said));
    await expect(executions.start({ ...run, input: '{' })).rejects.toMatchObject({ kind: 'invalid', code: 'SB913' });
  });
});

describe('stop', () => {
  test('stops the execution, and shortens what Step Functions would refuse', async () => {
    mock.on(StopExecutionCommand).resolves({});
    await executions.stop({ ...run, error: 'e'.repeat(300), cause: 'goal reached' });
    expect(mock.commandCalls(StopExecutionCommand)[0]?.args[0].input).toEqual({
      executionArn,
      error: 'e'.repeat(256),
      cause: 'goal reached',
    });
  });

  test('is content when it never started', async () => {
    mock.on(StopExecutionCommand).rejects(new ExecutionDoesNotExist(said));
    await expect(executions.stop({ ...run, error: 'Stopped', cause: '' })).resolves.toBeUndefined();
  });
});

describe('R5 redrive', () => {
  test('redrives the execution', async () => {
    mock.on(RedriveExecutionCommand).resolves({});
    await executions.redrive(run);
    expect(mock.commandCalls(RedriveExecutionCommand)[0]?.args[0].input).toEqual({ executionArn });
  });

  test('tells why one is refused, in Step Functions’ words', async () => {
    mock.on(RedriveExecutionCommand).rejects(new ExecutionNotRedrivable(said));
    mock
      .on(DescribeExecutionCommand)
      .resolves({ redriveStatusReason: 'Execution is FAILED and has exceeded the redrivable period.' });
    await expect(executions.redrive(run)).rejects.toMatchObject({
      code: 'SB696',
      kind: 'conflict',
      message: expect.stringMatching(/exceeded the redrivable period.*14 days/),
    });
    mock.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist(said));
    await expect(executions.redrive(run)).rejects.toMatchObject({
      message: expect.stringContaining('does not say why'),
    });
  });

  test.each([
    [new ExecutionDoesNotExist(said), 'execution is not there'],
    [new StateMachineDeleting(said), 'machine was deleted'],
  ])('tells that what it needs is gone: %s', async (error, why) => {
    mock.on(RedriveExecutionCommand).rejects(error);
    await expect(executions.redrive(run)).rejects.toMatchObject({
      code: 'SB696',
      message: expect.stringContaining(why),
    });
  });

  test('other errors are those of every call', async () => {
    mock.on(RedriveExecutionCommand).rejects(Object.assign(new Error('so'), { name: 'ExecutionLimitExceeded' }));
    await expect(executions.redrive(run)).rejects.toMatchObject({ kind: 'transient' });
  });
});

describe('describe', () => {
  test('tells status, times, output and redrives', async () => {
    mock.on(DescribeExecutionCommand, { executionArn }).resolves({
      status: 'SUCCEEDED',
      startDate: new Date('2026-03-01T10:00:00Z'),
      stopDate: new Date('2026-03-01T10:00:05Z'),
      output: '{"outcome":"completed"}',
      redriveCount: 2,
    });
    await expect(executions.describe(run)).resolves.toEqual({
      status: 'SUCCEEDED',
      startedAt: '2026-03-01T10:00:00.000Z',
      endedAt: '2026-03-01T10:00:05.000Z',
      output: { outcome: 'completed' },
      redrives: 2,
    });
  });

  test('takes a redrive that waits for its turn for running', async () => {
    mock.on(DescribeExecutionCommand).resolves({
      status: 'PENDING_REDRIVE',
      startDate: new Date(0),
      error: 'Signalbox.Permanent',
      cause: 'x',
    });
    await expect(executions.describe(run)).resolves.toMatchObject({
      status: 'RUNNING',
      error: 'Signalbox.Permanent',
      cause: 'x',
      redrives: 0,
    });
  });

  test('knows nothing of an execution that does not exist', async () => {
    mock.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist(said));
    await expect(executions.describe(run)).resolves.toBeUndefined();
  });
});

describe('listRunning', () => {
  test('lists the running executions of the version, page by page', async () => {
    mock
      .on(ListExecutionsCommand, { stateMachineArn: run.machineRef, statusFilter: 'RUNNING', nextToken: undefined })
      .resolves({ executions: [named('a')], nextToken: 'more' })
      .on(ListExecutionsCommand, { nextToken: 'more' })
      .resolves({ executions: [named('b')] });
    await expect(executions.listRunning(run.machineRef)).resolves.toEqual({ items: ['a'], next: 'more' });
    await expect(executions.listRunning(run.machineRef, 'more')).resolves.toEqual({ items: ['b'] });
  });
});

describe('history', () => {
  test('is all pages, with times as ISO 8601', async () => {
    mock
      .on(GetExecutionHistoryCommand, { executionArn, nextToken: undefined })
      .resolves({
        events: [{ id: 1, type: 'ExecutionStarted', timestamp: new Date('2026-03-01T10:00:00Z') }],
        nextToken: 'more',
      })
      .on(GetExecutionHistoryCommand, { nextToken: 'more' })
      .resolves({ events: [{ id: 2, type: 'ExecutionSucceeded', timestamp: new Date('2026-03-01T10:00:01Z') }] });
    await expect(executions.history(run)).resolves.toEqual([
      { id: 1, type: 'ExecutionStarted', timestamp: '2026-03-01T10:00:00.000Z' },
      { id: 2, type: 'ExecutionSucceeded', timestamp: '2026-03-01T10:00:01.000Z' },
    ]);
  });

  test('is empty once Step Functions has forgotten the execution', async () => {
    mock.on(GetExecutionHistoryCommand).rejects(new ExecutionDoesNotExist(said));
    await expect(executions.history(run)).resolves.toEqual([]);
  });
});

function named(name: string) {
  return {
    name,
    executionArn: `${executionArn}-${name}`,
    stateMachineArn: run.machineRef,
    status: 'RUNNING' as const,
    startDate: new Date(0),
  };
}
