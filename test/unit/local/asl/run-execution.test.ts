import { describe, expect, test } from 'vitest';
import { createAgenda } from '../../../../lib/local/asl/agenda.ts';
import { toHistoryEvent } from '../../../../lib/local/asl/history-event.ts';
import { answerAfter, answered, neverAnswers, thrown } from '../../../../lib/local/asl/task-answer.ts';
import { createVirtualClock } from '../../../../lib/local/asl/virtual-clock.ts';
import type { Json } from '../../../../lib/workflow/json.ts';
import { flowOf, run, started, startTime } from './asl-world.ts';

describe('answers', () => {
  test.each<[unknown, Json]>([
    [undefined, null],
    [() => 1, null],
    [
      { at: new Date(0), none: undefined, list: [undefined, Number.NaN, 1] },
      { at: '1970-01-01T00:00:00.000Z', list: [null, null, 1] },
    ],
    [new Map(), {}],
  ])('%o is written as Lambda would', (value, output) => {
    expect(answered(value)).toEqual({ type: 'task-succeeded', output });
  });

  test('what cannot be written is a failure', () => {
    expect(answered({ big: 1n })).toMatchObject({ type: 'task-failed', error: 'TypeError' });
  });

  test('a key called __proto__ stays data', () => {
    const answer = answered(JSON.parse('{"__proto__": {"a": 1}}'));

    expect(JSON.stringify(answer)).toContain('{"__proto__":{"a":1}}');
  });

  test.each<[unknown, string, string]>([
    [{ error: 'Named', cause: 'why' }, 'Named', 'why'],
    [{ error: 'Named' }, 'Named', ''],
    ['text', 'Error', '{"errorType":"Error","errorMessage":"text","trace":[]}'],
    [null, 'Error', '{"errorType":"Error","errorMessage":"null","trace":[]}'],
    [
      Object.assign(new Error('m'), { name: 'Own', stack: 'a\nb' }),
      'Own',
      '{"errorType":"Own","errorMessage":"m","trace":["a","b"]}',
    ],
    [
      Object.assign(new Error('m'), { stack: undefined }),
      'Error',
      '{"errorType":"Error","errorMessage":"m","trace":[]}',
    ],
  ])('throwing %o', (reason, error, cause) => {
    expect(thrown(reason)).toEqual({ type: 'task-failed', error, cause });
  });
});

describe('virtual time', () => {
  test('a clock never goes back', () => {
    const clock = createVirtualClock(5);
    clock.skipTo(3);

    expect(clock.now()).toBe(5);
  });

  test('an agenda gives the earliest first, among equals the one set first', async () => {
    const agenda = createAgenda();
    const done: string[] = [];
    for (const [id, at] of [
      ['b', 2],
      ['a', 1],
      ['c', 2],
      ['d', 3],
    ] as const) {
      agenda.set(id, at, () => void done.push(id));
    }
    agenda.set('b', 2, () => void done.push('b again'));
    agenda.cancel('d');

    for (let entry = agenda.take(); entry !== undefined; entry = agenda.take()) {
      await entry.action();
    }

    expect(done).toEqual(['a', 'c', 'b again']);
    expect(agenda.nextAt()).toBeUndefined();
  });

  test('the clock may be shared with functions, and stands still while they work', async () => {
    const clock = createVirtualClock(startTime + 5);
    const seen: number[] = [];
    await run(
      {
        A: { Type: 'Task', Resource: 'f', Next: 'B' },
        B: { Type: 'Wait', Seconds: 10, Next: 'C' },
        C: { Type: 'Task', Resource: 'f', End: true },
      },
      {
        clock,
        invoke: async () => {
          await Promise.resolve();
          seen.push(clock.now());
        },
      },
    );

    expect(seen).toEqual([startTime + 5, startTime + 10_005]);
  });

  test('answers of functions that work side by side come in the order of the calls', async () => {
    const { events } = await run(
      {
        Both: {
          Type: 'Parallel',
          Branches: ['slow', 'fast'].map((name) => flowOf({ [name]: { Type: 'Task', Resource: name, End: true } })),
          End: true,
        },
      },
      {
        invoke: async (resource) => {
          for (let turn = 0; turn < (resource === 'slow' ? 50 : 1); turn++) {
            await Promise.resolve();
          }
          return resource;
        },
      },
    );

    expect(
      events.filter(({ type }) => type === 'TaskStateExited').map((event) => event.stateExitedEventDetails?.name),
    ).toEqual(['slow', 'fast']);
  });

  test('time can be let pass up to a moment', async () => {
    const running = started({
      A: { Type: 'Wait', Seconds: 60, Next: 'B' },
      B: { Type: 'Wait', Seconds: 60, End: true },
    });

    await running.runUntil(startTime + 90_000);

    expect(running.state()).toMatchObject({ status: 'RUNNING', root: { state: 'B' } });
  });

  test('an execution that waits for ever is left as it is', async () => {
    const { state } = await run({ A: { Type: 'Task', Resource: 'f', End: true } }, { invoke: neverAnswers });

    expect(state.status).toBe('RUNNING');
  });

  test('an answer may take time and then be a late one itself', async () => {
    const { events } = await run(
      { A: { Type: 'Task', Resource: 'f', End: true } },
      { invoke: () => answerAfter(1_000, answerAfter(2_000, 'at last')) },
    );

    expect(events.at(-1)?.timestamp.getTime()).toBe(startTime + 3_000);
  });
});

test('tokens may come from outside', async () => {
  const tokens: unknown[] = [];
  const running = started(
    {
      A: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: { FunctionName: 'f' },
        End: true,
      },
    },
    { ids: () => 'secret', invoke: (_resource, _payload, { token }) => tokens.push(token) },
  );
  running.at(startTime + 1, () => running.sendTaskSuccess('secret', { ok: true }));

  expect((await running.runToEnd()).output).toEqual({ ok: true });
  expect(tokens).toEqual(['secret']);
});

test('chance is the same each time unless handed in', async () => {
  const { state } = await run({ A: { Type: 'Succeed', Output: '{% $random() %}' } });

  expect(state.output).toBe(0.5);
});

test('$hash knows all algorithms of Step Functions', async () => {
  const algorithms = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];
  const { state } = await run({
    A: { Type: 'Succeed', Output: algorithms.map((name) => `{% $length($hash("a", "${name}")) %}`) },
  });

  expect(state.output).toEqual([32, 40, 64, 96, 128]);
});

test('a fault of the interpreter itself is not taken for a failure of the run', async () => {
  const broken = started(
    { A: { Type: 'Succeed', Output: '{% $random() %}' } },
    {
      random: () => {
        throw new TypeError('no dice');
      },
    },
  );
  const catching = started(
    { A: { Type: 'Wait', Seconds: 1, End: true } },
    {
      store: () => {
        throw new TypeError('disk full');
      },
    },
  );

  expect((await broken.runToEnd()).error).toBe('States.QueryEvaluationError');
  await expect(catching.runToEnd()).rejects.toThrow('disk full');
});

test("the history has the AWS SDK's shape", async () => {
  const { events } = await run(
    { A: { Type: 'Task', Resource: 'f', Assign: { v: [1] }, TimeoutSeconds: 5, End: true } },
    { input: { n: 1 }, invoke: () => 'out' },
  );

  const at = new Date(startTime);
  const whole = { truncated: false };
  expect(events).toEqual([
    {
      id: 1,
      previousEventId: 0,
      timestamp: at,
      type: 'ExecutionStarted',
      executionStartedEventDetails: {
        input: '{"n":1}',
        inputDetails: whole,
        roleArn: 'arn:aws:iam::000000000000:role/local',
      },
    },
    {
      id: 2,
      previousEventId: 0,
      timestamp: at,
      type: 'TaskStateEntered',
      stateEnteredEventDetails: { name: 'A', input: '{"n":1}', inputDetails: whole },
    },
    {
      id: 3,
      previousEventId: 2,
      timestamp: at,
      type: 'LambdaFunctionScheduled',
      lambdaFunctionScheduledEventDetails: {
        resource: 'f',
        input: '{"n":1}',
        inputDetails: whole,
        timeoutInSeconds: 5,
      },
    },
    { id: 4, previousEventId: 3, timestamp: at, type: 'LambdaFunctionStarted' },
    {
      id: 5,
      previousEventId: 4,
      timestamp: at,
      type: 'LambdaFunctionSucceeded',
      lambdaFunctionSucceededEventDetails: { output: '"out"', outputDetails: whole },
    },
    {
      id: 6,
      previousEventId: 5,
      timestamp: at,
      type: 'TaskStateExited',
      stateExitedEventDetails: {
        name: 'A',
        output: '"out"',
        outputDetails: whole,
        assignedVariables: { v: '[1]' },
        assignedVariablesDetails: whole,
      },
    },
    {
      id: 7,
      previousEventId: 6,
      timestamp: at,
      type: 'ExecutionSucceeded',
      executionSucceededEventDetails: { output: '"out"', outputDetails: whole },
    },
  ]);
  expect(
    toHistoryEvent({ id: 1, previousEventId: 0, at: 0, event: { type: 'ExecutionRedriven', redriveCount: 2 } }),
  ).toEqual({
    id: 1,
    previousEventId: 0,
    timestamp: new Date(0),
    type: 'ExecutionRedriven',
    executionRedrivenEventDetails: { redriveCount: 2 },
  });
});
