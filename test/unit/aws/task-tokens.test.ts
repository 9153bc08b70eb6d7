import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient, TaskTimedOut } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTaskTokens } from '../../../lib/aws/task-tokens.ts';

const mock = mockClient(SFNClient);
const tokens = createTaskTokens({ client: new SFNClient({ region: 'eu-central-1' }) });

beforeEach(() => {
  mock.reset();
});

describe('task tokens', () => {
  test('a success hands the task its output as JSON', async () => {
    mock.on(SendTaskSuccessCommand).resolves({});
    await expect(tokens.succeed('token-1', { received: { id: 7 } })).resolves.toBe('done');
    expect(mock.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token-1',
      output: '{"received":{"id":7}}',
    });
  });

  test('a failure hands it name and cause, no longer than Step Functions takes', async () => {
    mock.on(SendTaskFailureCommand).resolves({});
    await expect(tokens.fail('token-1', 'Signalbox.Rejected', 'c'.repeat(40_000))).resolves.toBe('done');
    expect(mock.commandCalls(SendTaskFailureCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token-1',
      error: 'Signalbox.Rejected',
      cause: 'c'.repeat(32_768),
    });
  });

  test('a task that nobody waits for any more is gone', async () => {
    mock.on(SendTaskSuccessCommand).rejects(new TaskTimedOut({ message: 'late', $metadata: {} }));
    await expect(tokens.succeed('token-1', {})).resolves.toBe('gone');
  });

  test('any other refusal is an error', async () => {
    mock.on(SendTaskFailureCommand).rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
    await expect(tokens.fail('token-1', 'E', 'c')).rejects.toMatchObject({ kind: 'transient' });
  });
});
