import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoke, machine } from './asl-fragments.ts';
import type { MOTO_UNMENDED } from './known-differences.ts';
import { TIMES_OUT } from './lambda-endpoint.ts';
import { type MotoEngine, startMotoEngine } from './moto-engine.ts';

let engine: MotoEngine;
beforeAll(async () => {
  engine = await startMotoEngine();
});
afterAll(() => engine.close());

const wait = (rest: object): object => machine('Wait', { Wait: { Type: 'Wait', ...rest, End: true } });

/** Shows that moto still differs: resolves when it does, fails when it does not. */
const PROVOKED: Readonly<Record<keyof typeof MOTO_UNMENDED, () => Promise<void>>> = {
  'heartbeat-error-name': async () => {
    const asl = machine('Wait', {
      Wait: invoke(
        'any',
        {},
        {
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          TimeoutSeconds: 30,
          HeartbeatSeconds: 1,
          End: true,
        },
      ),
    });
    expect(await engine.run({ asl, handlers: () => null })).toMatchObject({ error: 'States.Timeout' });
  },
  'submitted-before-time-out': async () => {
    const task = { Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', TimeoutSeconds: 30, End: true };
    const run = await engine.run({
      asl: machine('Wait', { Wait: invoke('any', {}, task) }),
      handlers: () => TIMES_OUT,
    });
    expect(run.events.map(({ type }) => type)).toContain('TaskTimedOut');
    expect(run.events.map(({ type }) => type)).not.toContain('TaskSubmitted');
  },
  'choice-evaluation-event': async () => {
    const asl = machine('Decide', {
      Decide: { Type: 'Choice', Choices: [{ Condition: '{% 1 + "a" %}', Next: 'End' }], Default: 'End' },
      End: { Type: 'Succeed' },
    });
    const { events } = await engine.run({ asl });
    expect(events.map(({ type }) => type)).toEqual(['ExecutionStarted', 'ChoiceStateEntered', 'ExecutionFailed']);
  },
  'output-error-not-caught': async () => {
    const asl = machine('Ask', {
      Ask: invoke(
        'any',
        {},
        {
          Output: '{% $states.result.no %}',
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }],
          End: true,
        },
      ),
      End: { Type: 'Succeed' },
    });
    const run = await engine.run({ asl, handlers: () => ({}) });
    expect(run).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', path: ['Ask'] });
  },
  'outer-scope-assignment': async () => {
    const inner = machine('Set', { Set: { Type: 'Pass', Assign: { name: 2 }, End: true } });
    const asl = machine('Outer', {
      Outer: { Type: 'Pass', Assign: { name: 1 }, Next: 'Inner' },
      Inner: { Type: 'Parallel', Branches: [inner], End: true },
    });
    expect(await engine.run({ asl })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  },
  'wait-value-types': async () => {
    const run = await engine.run({ asl: wait({ Seconds: '{% -5 %}' }), waits: 'keep' });
    expect(run.status).toBe('SUCCEEDED');
  },
  'timestamp-offset': async () => {
    const run = await engine.run({ asl: wait({ Timestamp: '{% "2020-01-01T00:00:00+02:00" %}' }), waits: 'keep' });
    expect(run.error).toBe('States.Runtime');
  },
  'nested-executions': async () => {
    const asl = machine('Start', {
      Start: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Arguments: { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:any', Input: {} },
        End: true,
      },
    });
    expect(await engine.run({ asl })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  },
  'no-version-publishing': async () => {
    const client = new SFNClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const made = await client.send(
      new CreateStateMachineCommand({
        name: 'published',
        definition: JSON.stringify(wait({ Seconds: 0 })),
        roleArn: 'arn:aws:iam::123456789012:role/any',
        publish: true,
      }),
    );
    const start = (stateMachineArn: string | undefined) => client.send(new StartExecutionCommand({ stateMachineArn }));
    expect(made.stateMachineVersionArn).toMatch(/:1$/);
    await expect(start(made.stateMachineArn)).resolves.toBeDefined();
    await expect(start(made.stateMachineVersionArn)).rejects.toThrow();
  },
};

describe('moto still differs from Step Functions', () => {
  test.each(Object.entries(PROVOKED))('%s', async (_, provoke) => {
    await provoke();
  });
});
