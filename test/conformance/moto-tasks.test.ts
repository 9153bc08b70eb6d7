import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoke, LAMBDA, machine } from './asl-fragments.ts';
import { TIMES_OUT } from './lambda-endpoint.ts';
import { type MotoEngine, startMotoEngine } from './moto-engine.ts';

let engine: MotoEngine;
beforeAll(async () => {
  engine = await startMotoEngine();
});
afterAll(() => engine.close());

describe('Task', () => {
  test('lambda:invoke hands over the payload and gives the function result', async () => {
    const run = await engine.run({
      asl: machine('Ask', { Ask: invoke('ask', { name: '{% $states.input.name %}' }) }),
      input: { name: 'Ada' },
      handlers: { ask: (payload, call) => ({ payload, call }) },
      name: 'ask-ada',
    });
    expect(run.output).toEqual({
      payload: { name: 'Ada' },
      call: {
        functionName: 'ask',
        qualifier: 'live',
        state: 'Ask',
        attempt: 0,
        executionArn: run.executionArn,
      },
    });
    expect(run.executionArn).toMatch(/:execution:machine-[0-9a-f]+:ask-ada$/);
  });

  test('a Lambda ARN as the resource gives the result itself', async () => {
    const asl = machine('Ask', {
      Ask: {
        Type: 'Task',
        Resource: `${LAMBDA}ask`,
        Arguments: { n: 2 },
        Assign: { twice: '{% $states.result %}' },
        Next: 'End',
      },
      End: { Type: 'Succeed', Output: '{% $twice %}' },
    });
    const run = await engine.run({ asl, handlers: { ask: (payload) => payload } });
    expect(run.output).toEqual({ n: 2 });
    expect(run.events.map((event) => event.type)).toContain('LambdaFunctionSucceeded');
  });

  test('Retry tries again until the function answers', async () => {
    const retry = [
      { ErrorEquals: ['Busy'], IntervalSeconds: 60, MaxAttempts: 5, BackoffRate: 2, JitterStrategy: 'FULL' },
    ];
    const run = await engine.run({
      asl: machine('Ask', { Ask: invoke('ask', {}, { Retry: retry, End: true }) }),
      handlers: {
        ask: (_, { attempt }) => {
          if (attempt < 2) throw Object.assign(new Error('later'), { name: 'Busy' });
          return { attempt };
        },
      },
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { attempt: 2 }, path: ['Ask'] });
  });

  test('Catch sees the error name and the cause, and assigns', async () => {
    const run = await engine.run({
      asl: machine('Ask', {
        Ask: invoke(
          'ask',
          {},
          {
            Retry: [{ ErrorEquals: ['Never'], MaxAttempts: 3 }],
            Catch: [
              {
                ErrorEquals: ['Broken'],
                Assign: { step_ask: { error: { code: '{% $states.errorOutput.Error %}' } } },
                Output: '{% $parse($states.errorOutput.Cause).errorMessage %}',
                Next: 'Mend',
              },
            ],
            End: true,
          },
        ),
        Mend: { Type: 'Succeed', Output: { error: '{% $step_ask.error %}', message: '{% $states.input %}' } },
      }),
      handlers: {
        ask: () => {
          throw Object.assign(new Error('no such thing'), { name: 'Broken' });
        },
      },
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { error: { code: 'Broken' }, message: 'no such thing' } });
  });

  test('an error nobody catches fails the execution', async () => {
    const run = await engine.run({
      asl: machine('Ask', { Ask: invoke('ask', {}) }),
      handlers: () => {
        throw Object.assign(new Error('no'), { name: 'Broken' });
      },
    });
    expect(run).toMatchObject({ status: 'FAILED', error: 'Broken', path: ['Ask'] });
    expect(JSON.parse(run.cause ?? '')).toEqual({ errorType: 'Broken', errorMessage: 'no', trace: [] });
  });

  test('a function that outlasts TimeoutSeconds is States.Timeout', async () => {
    const run = await engine.run({
      asl: machine('Ask', { Ask: invoke('ask', {}, { TimeoutSeconds: 1, End: true }) }),
      handlers: () => new Promise((resolve) => setTimeout(resolve, 2_000)),
    });
    expect(run).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('a handler can say that the time-out passes, without it passing', async () => {
    const run = await engine.run({
      asl: machine('Ask', {
        Ask: invoke(
          'ask',
          {},
          { TimeoutSeconds: 600, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }], End: true },
        ),
        Late: { Type: 'Succeed', Output: 'late' },
      }),
      handlers: () => TIMES_OUT,
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: 'late', path: ['Ask', 'Late'] });
  });

  test('an unknown function is Lambda.ResourceNotFoundException', async () => {
    const run = await engine.run({ asl: machine('Ask', { Ask: invoke('nobody', {}) }) });
    expect(run).toMatchObject({ status: 'FAILED', error: 'Lambda.ResourceNotFoundException' });
  });

  test('an expression that throws is States.QueryEvaluationError and can be caught', async () => {
    const asl = machine('Ask', {
      Ask: invoke('ask', '{% 1 + "a" %}', {
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
        End: true,
      }),
      Caught: { Type: 'Succeed', Output: 'caught' },
    });
    expect(await engine.run({ asl })).toMatchObject({ status: 'SUCCEEDED', path: ['Ask', 'Caught'] });
  });

  test('an expression that yields nothing is States.QueryEvaluationError', async () => {
    const asl = machine('Give', { Give: { Type: 'Pass', Output: '{% $states.input.missing %}', End: true } });
    expect(await engine.run({ asl })).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  test('known difference: moto does not let a state catch an error of its own Output', async () => {
    const asl = machine('Ask', {
      Ask: invoke(
        'ask',
        {},
        {
          Output: '{% $states.result.Payload.missing %}',
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
      ),
      Caught: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
    });
    const run = await engine.run({ asl, handlers: () => ({}) });
    expect(run).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', path: ['Ask'] });
  });
});

describe('Task with a token', () => {
  const wait = (rest: object) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: `${LAMBDA}await`, Payload: { token: '{% $states.context.Task.Token %}' } },
    TimeoutSeconds: 600,
    ...rest,
  });
  const tokenOf = (payload: unknown): string => Reflect.get(Object(payload), 'token');

  test('goes on with what the token is answered with', async () => {
    const asl = machine('Wait', {
      Wait: wait({ Assign: { step_wait: { outcome: 'received', received: '{% $states.result %}' } }, Next: 'End' }),
      End: { Type: 'Succeed', Output: '{% $step_wait %}' },
    });
    const run = await engine.run({
      asl,
      handlers: (payload) => {
        setTimeout(() => void engine.sendTaskSuccess(tokenOf(payload), { order: 7 }), 50);
      },
    });
    expect(run.output).toEqual({ outcome: 'received', received: { order: 7 } });
  });

  test('an answer that comes before the function returns is kept', async () => {
    const run = await engine.run({
      asl: machine('Wait', { Wait: wait({ End: true }) }),
      handlers: async (payload) => engine.sendTaskSuccess(tokenOf(payload), 'early'),
    });
    expect(run.output).toBe('early');
  });

  test('a failure by token is caught under its own name', async () => {
    const asl = machine('Wait', {
      Wait: wait({ Catch: [{ ErrorEquals: ['Rejected'], Next: 'No' }], End: true }),
      No: { Type: 'Succeed', Output: '{% $states.input.Cause %}' },
    });
    const run = await engine.run({
      asl,
      handlers: async (payload) => engine.sendTaskFailure(tokenOf(payload), { error: 'Rejected', cause: 'too dear' }),
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: 'too dear', path: ['Wait', 'No'] });
  });

  test('no answer is States.Timeout', async () => {
    const asl = machine('Wait', {
      Wait: wait({ TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }], End: true }),
      Late: { Type: 'Succeed', Output: 'late' },
    });
    expect(await engine.run({ asl, handlers: () => null })).toMatchObject({ output: 'late', path: ['Wait', 'Late'] });
  });

  test('a second answer and a late one are refused', async () => {
    const tokens: string[] = [];
    const asl = machine('Wait', {
      Wait: wait({ TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Answered' }], End: true }),
      Answered: wait({ End: true }),
    });
    await engine.run({
      asl,
      handlers: async (payload) => {
        tokens.push(tokenOf(payload));
        if (tokens.length === 1) return;
        await engine.sendTaskSuccess(tokenOf(payload), {});
        await expect(engine.sendTaskSuccess(tokenOf(payload), {})).rejects.toThrow('TaskTimedOut');
        await expect(engine.sendTaskSuccess(String(tokens[0]), {})).rejects.toThrow('TaskTimedOut');
      },
    });
    expect(tokens).toHaveLength(2);
  });

  test('a retry has a token of its own', async () => {
    const tokens: string[] = [];
    const run = await engine.run({
      asl: machine('Wait', { Wait: wait({ Retry: [{ ErrorEquals: ['Again'], MaxAttempts: 2 }], End: true }) }),
      handlers: async (payload, { attempt }) => {
        tokens.push(tokenOf(payload));
        if (attempt < 2) await engine.sendTaskFailure(tokenOf(payload), { error: 'Again' });
        else await engine.sendTaskSuccess(tokenOf(payload), attempt);
      },
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: 2 });
    expect(new Set(tokens).size).toBe(3);
  });

  test('a token nobody waits for is refused', async () => {
    await expect(engine.sendTaskSuccess('unknown', {})).rejects.toThrow('InvalidToken');
  });
});
