import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MotoEngine, startMotoEngine, TIMES_OUT } from './moto-engine.ts';

const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:';

let engine: MotoEngine;
beforeAll(async () => {
  engine = await startMotoEngine();
});
afterAll(() => engine.close());

function machine(startAt: string, states: object): object {
  return { QueryLanguage: 'JSONata', StartAt: startAt, States: states };
}

/** A Task that calls `functionName` through the optimised integration with the given payload. */
function invoke(functionName: string, payload: unknown, rest: object = { End: true }): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: `${LAMBDA}${functionName}:live`, Payload: payload },
    Output: '{% $states.result.Payload %}',
    ...rest,
  };
}

describe('Choice and variables', () => {
  const decide = machine('Decide', {
    Decide: {
      Type: 'Choice',
      Choices: [
        {
          Condition: '{% $exists($states.input.score) and $states.input.score >= 700 %}',
          Assign: { decision: { route: 'good', saw: '{% $states.input.score %}' } },
          Next: 'Good',
        },
      ],
      Assign: { decision: { route: 'otherwise' } },
      Default: 'Bad',
    },
    Good: { Type: 'Succeed', Output: '{% $decision %}' },
    Bad: { Type: 'Fail', Error: 'Bad', Cause: '{% "took " & $decision.route %}' },
  });

  test('a rule that holds assigns and leads on', async () => {
    const run = await engine.run({ asl: decide, input: { score: 701 } });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { route: 'good', saw: 701 }, path: ['Decide', 'Good'] });
  });

  test('no rule holds: the default, with its own assignment', async () => {
    const run = await engine.run({ asl: decide, input: {} });
    expect(run).toMatchObject({ status: 'FAILED', error: 'Bad', cause: 'took otherwise', path: ['Decide', 'Bad'] });
  });

  test('a rule that leads where the default does assigns its own values only', async () => {
    const asl = machine('Decide', {
      Decide: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.yes %}', Assign: { by: 'rule' }, Next: 'Join' }],
        Assign: { by: 'default' },
        Default: 'Join',
      },
      Join: { Type: 'Succeed', Output: '{% $by %}' },
    });
    expect((await engine.run({ asl, input: { yes: true } })).output).toBe('rule');
    expect((await engine.run({ asl, input: { yes: false } })).output).toBe('default');
    expect(await engine.run({ asl, input: { yes: 'yes' } })).toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  test('no rule holds and no default: States.NoChoiceMatched', async () => {
    const asl = machine('Decide', {
      Decide: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] },
      End: { Type: 'Succeed' },
    });
    expect(await engine.run({ asl })).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  test('text with quotes, backslashes and line ends survives a variable', async () => {
    const asl = machine('Keep', {
      Keep: { Type: 'Pass', Assign: { text: '{% $states.input.text %}' }, Next: 'Give' },
      Give: { Type: 'Succeed', Output: { text: '{% $text %}', length: '{% $length($text) %}' } },
    });
    const text = 'a "quoted" \\ back\nslash \u2028 ü 😀';
    expect((await engine.run({ asl, input: { text } })).output).toEqual({ text, length: [...text].length });
  });

  test('Assign and Output of one state see the variables as they were on entry', async () => {
    const asl = machine('First', {
      First: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
      Swap: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: { a: '{% $a %}' }, Next: 'Show' },
      Show: { Type: 'Succeed', Output: { before: '{% $states.input.a %}', a: '{% $a %}', b: '{% $b %}' } },
    });
    expect((await engine.run({ asl })).output).toEqual({ before: 1, a: 2, b: 1 });
  });
});

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
      Ask: { Type: 'Task', Resource: `${LAMBDA}ask`, Arguments: { n: 2 }, Assign: { twice: '{% $states.result %}' }, Next: 'End' },
      End: { Type: 'Succeed', Output: '{% $twice %}' },
    });
    const run = await engine.run({ asl, handlers: { ask: (payload) => payload } });
    expect(run.output).toEqual({ n: 2 });
    expect(run.events.map((event) => event.type)).toContain('LambdaFunctionSucceeded');
  });

  test('Retry tries again until the function answers', async () => {
    const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, MaxAttempts: 5, BackoffRate: 2, JitterStrategy: 'FULL' }];
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
        Ask: invoke('ask', {}, {
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
        }),
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
        Ask: invoke('ask', {}, { TimeoutSeconds: 600, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }], End: true }),
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
      Ask: invoke('ask', {}, {
        Output: '{% $states.result.Payload.missing %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        End: true,
      }),
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

  test('a token nobody waits for is refused', async () => {
    await expect(engine.sendTaskSuccess('unknown', {})).rejects.toThrow('InvalidToken');
  });
});

describe('the other states', () => {
  test('waits by seconds, expression and timestamp end at once', async () => {
    const asl = machine('Seconds', {
      Seconds: { Type: 'Wait', Seconds: 172_800, Next: 'Expression' },
      Expression: { Type: 'Wait', Seconds: '{% $states.input.days * 86400 %}', Next: 'Until' },
      Until: { Type: 'Wait', Timestamp: '{% $fromMillis($millis() + 86400000) %}', Next: 'Fixed' },
      Fixed: { Type: 'Wait', Timestamp: '2999-01-01T00:00:00Z', End: true },
    });
    const run = await engine.run({ asl, input: { days: 5 } });
    expect(run).toMatchObject({ status: 'SUCCEEDED', path: ['Seconds', 'Expression', 'Until', 'Fixed'] });
  });

  test('a shortened wait whose expression fails still fails', async () => {
    const asl = machine('Wait', { Wait: { Type: 'Wait', Seconds: '{% $states.input.days * 86400 %}', End: true } });
    const run = await engine.run({ asl, input: { days: 'five' } });
    expect(run).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  test('Parallel gives its branches’ outputs in order, and keeps their variables inside', async () => {
    const branch = (id: string) =>
      machine(id, {
        [id]: { Type: 'Pass', Assign: { inner: id }, Next: `${id} end` },
        [`${id} end`]: { Type: 'Pass', Output: '{% $inner & $outer %}', End: true },
      });
    const asl = machine('Outer', {
      Outer: { Type: 'Pass', Assign: { outer: '!' }, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Branches: [branch('a'), branch('b')],
        Assign: { both: { a: '{% $states.result[0] %}', b: '{% $states.result[1] %}' } },
        Next: 'End',
      },
      End: { Type: 'Succeed', Output: '{% $both %}' },
    });
    const run = await engine.run({ asl });
    expect(run.output).toEqual({ a: 'a!', b: 'b!' });
    expect([...run.path].sort()).toEqual(['Both', 'End', 'Outer', 'a', 'a end', 'b', 'b end']);
  });

  test('a branch that fails fails the Parallel, which catches', async () => {
    const asl = machine('Both', {
      Both: {
        Type: 'Parallel',
        Branches: [
          machine('ok', { ok: { Type: 'Pass', End: true } }),
          machine('no', { no: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' } }),
        ],
        Catch: [{ ErrorEquals: ['Broken'], Output: '{% $states.errorOutput.Cause %}', Next: 'End' }],
        Next: 'End',
      },
      End: { Type: 'Succeed', Output: '{% $states.input %}' },
    });
    expect((await engine.run({ asl })).output).toBe('on purpose');
  });

  test('Map selects items, runs each in a scope of its own, and keeps their order', async () => {
    const asl = machine('Each', {
      Each: {
        Type: 'Map',
        Items: '{% $states.context.Execution.Input.lines %}',
        MaxConcurrency: 2,
        ItemSelector: { line: '{% $states.context.Map.Item.Value %}', index: '{% $states.context.Map.Item.Index %}' },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'Take',
          States: {
            Take: { Type: 'Pass', Assign: { line: '{% $states.input.line %}', i: '{% $states.input.index %}' }, Next: 'Give' },
            Give: { Type: 'Pass', Output: '{% $line.sku & $string($i) %}', End: true },
          },
        },
        Assign: { step_each: { results: '{% $states.result %}' } },
        Next: 'End',
      },
      End: { Type: 'Succeed', Output: '{% $step_each %}' },
    });
    const run = await engine.run({ asl, input: { lines: [{ sku: 'a' }, { sku: 'b' }, { sku: 'c' }] } });
    expect(run.output).toEqual({ results: ['a0', 'b1', 'c2'] });
  });

  test('Map over nothing gives an empty list', async () => {
    const asl = machine('Each', {
      Each: {
        Type: 'Map',
        Items: '{% $states.input.lines %}',
        ItemProcessor: { StartAt: 'Give', States: { Give: { Type: 'Pass', End: true } } },
        End: true,
      },
    });
    expect((await engine.run({ asl, input: { lines: [] } })).output).toEqual([]);
  });

  test('the context object has the execution and the state', async () => {
    const asl = machine('Look', {
      Look: {
        Type: 'Pass',
        Output: {
          name: '{% $states.context.Execution.Name %}',
          input: '{% $states.context.Execution.Input.contact.id %}',
          entered: '{% $toMillis($states.context.State.EnteredTime) - $toMillis($states.context.Execution.StartTime) %}',
          time: '{% $states.context.State.EnteredTime %}',
          state: '{% $states.context.State.Name %}',
          machine: '{% $states.context.StateMachine.Name %}',
        },
        End: true,
      },
    });
    const run = await engine.run({ asl, input: { contact: { id: 'c-1' } }, name: 'look-1', machineName: 'dev-look' });
    expect(run.output).toMatchObject({ name: 'look-1', input: 'c-1', state: 'Look', machine: 'dev-look' });
    expect(run.output).toMatchObject({ time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) });
    expect(Number(Reflect.get(Object(run.output), 'entered'))).toBeGreaterThanOrEqual(0);
  });

  test('the functions that Step Functions adds', async () => {
    const asl = machine('Call', {
      Call: {
        Type: 'Pass',
        Output: {
          partition: '{% $partition([1,2,3,4,5], 2) %}',
          range: '{% $range(0, 10, 5) %}',
          hash: '{% $hash("a", "SHA-256") %}',
          uuid: '{% $length($uuid()) %}',
          parse: '{% $parse("{\\"a\\":[1]}") %}',
          random: '{% $random() < 1 %}',
        },
        End: true,
      },
    });
    expect((await engine.run({ asl })).output).toEqual({
      partition: [[1, 2], [3, 4], [5]],
      range: [0, 5, 10],
      hash: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
      uuid: 36,
      parse: { a: [1] },
      random: true,
    });
  });

  test('$eval is not there', async () => {
    const asl = machine('Call', { Call: { Type: 'Pass', Output: '{% $eval("1") %}', End: true } });
    expect(await engine.run({ asl })).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  test('the execution’s own TimeoutSeconds ends it as timed out', async () => {
    const asl = { ...machine('Wait', { Wait: { Type: 'Wait', Seconds: 30, End: true } }), TimeoutSeconds: 1 };
    expect(await engine.run({ asl, waits: 'keep' })).toMatchObject({ status: 'TIMED_OUT' });
  });

  test('a definition that is no state machine is refused', async () => {
    await expect(engine.run({ asl: { StartAt: 'Nowhere' } })).rejects.toThrow('refused');
  });
});
