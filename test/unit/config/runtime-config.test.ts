import { describe, expect, test } from 'vitest';
import { readRuntimeConfig } from '../../../lib/config/runtime-config.ts';

describe('the runtime configuration', () => {
  test('holds what was asked for, typed', () => {
    const environment = {
      SIGNALBOX_SECRET_PREFIX: 'signalbox/prod/',
      SIGNALBOX_RUN_RETENTION_DAYS: '90',
      SIGNALBOX_FUNCTION_ARNS: '{"email":"arn:aws:lambda:eu-central-1:111122223333:function:email:live"}',
      SIGNALBOX_BUS: 'not asked for',
    };
    expect(readRuntimeConfig(['secretPrefix', 'runRetentionDays', 'functionArns'], environment)).toEqual({
      secretPrefix: 'signalbox/prod/',
      runRetentionDays: 90,
      functionArns: { email: 'arn:aws:lambda:eu-central-1:111122223333:function:email:live' },
    });
  });

  test('may lack what is optional', () => {
    expect(readRuntimeConfig(['mailFrom', 'unsubscribe'], {})).toEqual({ mailFrom: undefined, unsubscribe: undefined });
  });

  test('P1 tells where contacts withdraw consents', () => {
    const environment = { SIGNALBOX_UNSUBSCRIBE: '{"mailto":"out@example.com"}' };
    expect(readRuntimeConfig(['unsubscribe'], environment)).toEqual({ unsubscribe: { mailto: 'out@example.com' } });
  });

  test('names every variable that is missing or wrong', () => {
    expect(() => readRuntimeConfig(['bus', 'dispatchQueueArn'], { SIGNALBOX_DISPATCH_QUEUE_ARN: 'queue' })).toThrow(
      expect.objectContaining({
        code: 'SB902',
        kind: 'fault',
        message: expect.stringMatching(/SIGNALBOX_BUS: .*SIGNALBOX_DISPATCH_QUEUE_ARN: /),
      }),
    );
  });

  test('names a variable whose JSON does not parse', () => {
    expect(() => readRuntimeConfig(['functionArns'], { SIGNALBOX_FUNCTION_ARNS: '{' })).toThrow(
      expect.objectContaining({ code: 'SB902' }),
    );
  });
});
