import { describe, expect, test } from 'vitest';
import { fromSdkError, sdkErrorName } from '../../../lib/aws/sdk-errors.ts';
import { conflict } from '../../../lib/errors/app-error.ts';

function sdkError(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error('what AWS says'), {
    name,
    $metadata: { requestId: 'request-1', ...(httpStatusCode !== undefined && { httpStatusCode }) },
  });
}

describe('an error of the AWS SDK', () => {
  test.each([
    ['ThrottlingException', 400, 'transient'],
    ['ExecutionLimitExceeded', 400, 'transient'],
    ['ConflictException', 400, 'transient'],
    ['StateMachineDoesNotExist', 400, 'not-found'],
    ['InvalidExecutionInput', 400, 'invalid'],
    ['AccessDeniedException', 400, 'fault'],
    ['SomethingNew', 503, 'transient'],
    ['SomethingNew', 400, 'fault'],
    ['TimeoutError', undefined, 'transient'],
    ['Error', undefined, 'transient'],
  ] as const)('%s with status %s is of kind %s', (name, status, kind) => {
    const error = fromSdkError(sdkError(name, status), 'start run a-1');
    expect(error).toMatchObject({ kind, details: { awsError: name, requestId: 'request-1' } });
  });

  test('says what was tried, and keeps its cause', () => {
    const cause = sdkError('AccessDeniedException', 400);
    const error = fromSdkError(cause, 'start run a-1');
    expect(error.message).toBe('AWS could not start run a-1: AccessDeniedException: what AWS says');
    expect(error).toMatchObject({ code: 'SB912', cause });
  });

  test('that is ours already passes', () => {
    const ours = conflict({ code: 'SB611', message: 'changed', resolution: 'read it again' });
    expect(fromSdkError(ours, 'do it')).toBe(ours);
  });

  test('that is no error at all is told as it is', () => {
    expect(fromSdkError('broken pipe', 'do it').message).toBe('AWS could not do it: Unknown: broken pipe');
    expect(sdkErrorName('broken pipe')).toBe('');
  });
});
