import { describe, expect, test } from 'vitest';
import { exceedsLimit, payloadLimitBytes } from '../../../../lib/local/asl/payload-limit.ts';
import type { Json } from '../../../../lib/workflow/json.ts';
import { flowOf, run, started, startTime } from './asl-world.ts';

const kib = 1024;
const big = 'x'.repeat(300 * kib);

describe('what a payload weighs', () => {
  test.each<[string, Json, boolean]>([
    ['256 KiB of text', 'x'.repeat(256 * kib - 2), false],
    ['one byte more', 'x'.repeat(256 * kib - 1), true],
    ['128 Ki letters of two bytes', 'ä'.repeat(128 * kib - 1), false],
    ['one more of them', 'ä'.repeat(128 * kib), true],
    ['a list of many numbers', Array.from({ length: 20_000 }, (_, index) => index), false],
    ['too many numbers', Array.from({ length: 60_000 }, (_, index) => index), true],
    [
      'long keys',
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}${'k'.repeat(kib)}`, 1])),
      true,
    ],
    ['nothing much', [null, true, {}, 'text'], false],
  ])('%s', (_name, value, exceeds) => {
    expect(exceedsLimit(value)).toBe(exceeds);
    expect(exceeds).toBe(Buffer.byteLength(JSON.stringify(value)) > payloadLimitBytes);
  });

  test('what nests too deep to be read is too large', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as Json;

    expect(exceedsLimit(deep)).toBe(true);
  });
});

describe('too large', () => {
  test.each<[string, Record<string, object>]>([
    [
      'Arguments',
      { A: { Type: 'Task', Resource: 'f', Arguments: ['{% $states.input %}', '{% $states.input %}'], End: true } },
    ],
    ['an Output', { A: { Type: 'Pass', Output: ['{% $states.input %}', '{% $states.input %}'], End: true } }],
    [
      'Arguments of a Parallel',
      {
        A: {
          Type: 'Parallel',
          Arguments: ['{% $states.input %}', '{% $states.input %}'],
          Branches: [flowOf({ B: { Type: 'Succeed' } })],
          End: true,
        },
      },
    ],
    [
      'the result of a Parallel',
      {
        A: {
          Type: 'Parallel',
          Branches: [flowOf({ B: { Type: 'Succeed' } }), flowOf({ C: { Type: 'Succeed' } })],
          End: true,
        },
      },
    ],
    [
      'an item of a Map',
      {
        A: {
          Type: 'Map',
          Items: [1],
          ItemSelector: ['{% $states.input %}', '{% $states.input %}'],
          ItemProcessor: flowOf({ B: { Type: 'Succeed' } }),
          End: true,
        },
      },
    ],
  ])('%s fails the state', async (_name, states) => {
    const { state } = await run(states, { input: 'x'.repeat(200 * kib) });

    expect(state).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(state.cause).toMatch(/^An error occurred while executing the state 'A' /);
  });

  test("a function's answer", async () => {
    const { state, types } = await run({ A: { Type: 'Task', Resource: 'f', End: true } }, { invoke: () => big });

    expect(state).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(types.at(-2)).toBe('LambdaFunctionFailed');
  });

  test("a token's answer", async () => {
    const running = started({
      A: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: { FunctionName: 'f' },
        End: true,
      },
    });
    running.at(startTime + 1, () => running.sendTaskSuccess('token-1', big));

    expect(await running.runToEnd()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(running.history().at(-2)?.event.type).toBe('TaskFailed');
  });
});

test('a run whose history grows past 25,000 events ends, so a loop without a pause does', async () => {
  const { state, events } = await run({
    Turn: { Type: 'Choice', Choices: [{ Condition: true, Next: 'Again' }], Default: 'Again' },
    Again: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Turn' }], Default: 'Turn' },
  });

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(state.cause).toContain('maximum number of history events (25000)');
  expect(events.length).toBeGreaterThanOrEqual(25_000);
  expect(events.length).toBeLessThan(25_003);
});

test('an execution may have a bound of its own', async () => {
  const { state, events } = await run(
    { A: { Type: 'Wait', Seconds: 1_000, End: true } },
    { around: { TimeoutSeconds: 60 } },
  );

  expect(state.status).toBe('TIMED_OUT');
  expect(state).not.toHaveProperty('error');
  expect(events.at(-1)).toMatchObject({
    type: 'ExecutionTimedOut',
    previousEventId: 0,
    executionTimedOutEventDetails: { error: 'States.Timeout' },
  });
  expect(events.at(-1)?.timestamp.getTime()).toBe(startTime + 60_000);
});
