import { expect, test } from 'vitest';
import { neverAnswers } from '../../../../lib/local/asl/task-answer.ts';
import { failing, flowOf, run, whenAfterStart } from './asl-world.ts';

const scheduled = 'LambdaFunctionScheduled';

function task(more: object): object {
  return { Type: 'Task', Resource: 'f', End: true, ...more };
}

function caught(names: string[], more: object = {}): Record<string, object> {
  return {
    Send: task({ Catch: [{ ErrorEquals: names, Next: 'Caught', ...more }] }),
    Caught: { Type: 'Succeed', Output: { caught: '{% $states.input %}' } },
  };
}

test('gives on the error and its cause', async () => {
  const { state, types } = await run(caught(['Busy']), {
    invoke: () => Promise.reject({ error: 'Busy', cause: 'c' }),
  });

  expect(state.output).toEqual({ caught: { Error: 'Busy', Cause: 'c' } });
  expect(types.slice(4, 6)).toEqual(['LambdaFunctionFailed', 'TaskStateExited']);
});

test('Output and Assign of a catcher see $states.errorOutput and the input', async () => {
  const { state, events } = await run(
    {
      Send: task({
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Next: 'Caught',
            Output: { error: '{% $states.errorOutput.Error %}', input: '{% $states.input %}' },
            Assign: { failed: '{% $states.errorOutput.Error %}' },
          },
        ],
      }),
      Caught: { Type: 'Succeed', Output: { in: '{% $states.input %}', failed: '{% $failed %}' } },
    },
    { invoke: failing('Busy'), input: 7 },
  );

  expect(state.output).toEqual({ in: { error: 'Busy', input: 7 }, failed: 'Busy' });
  expect(events.find(({ type }) => type === 'TaskStateExited')).toMatchObject({
    stateExitedEventDetails: { assignedVariables: { failed: '"Busy"' } },
  });
});

test('the first catcher that names the error decides, after the retries', async () => {
  const { state, events } = await run(
    {
      Send: task({
        Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }],
        Catch: [
          { ErrorEquals: ['Other'], Next: 'Wrong' },
          { ErrorEquals: ['Else', 'Busy'], Next: 'Right' },
          { ErrorEquals: ['States.ALL'], Next: 'Wrong' },
        ],
      }),
      Wrong: { Type: 'Succeed', Output: 'wrong' },
      Right: { Type: 'Succeed', Output: 'right' },
    },
    { invoke: failing('Busy', 'Busy') },
  );

  expect(state.output).toBe('right');
  expect(whenAfterStart(events, scheduled)).toHaveLength(2);
});

test('an uncaught error ends the run', async () => {
  expect((await run(caught(['Other']), { invoke: failing('Busy') })).state.error).toBe('Busy');
});

test('States.TaskFailed stands for a task failure and a failed expression, not for a time-out', async () => {
  const failed = await run(caught(['States.TaskFailed']), { invoke: failing('Busy') });
  const evaluation = await run({
    ...caught(['Other']),
    Send: task({ Output: '{% $nothing %}', Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }] }),
  });
  const late = await run(
    {
      ...caught(['Other']),
      Send: task({
        TimeoutSeconds: 1,
        Catch: [{ ErrorEquals: ['States.TaskFailed', 'Other'], Next: 'Caught' }],
      }),
    },
    { invoke: neverAnswers },
  );

  expect(failed.state.status).toBe('SUCCEEDED');
  expect(evaluation.state.output).toMatchObject({ caught: { Error: 'States.QueryEvaluationError' } });
  expect(late.state.error).toBe('States.Timeout');
});

test('a time-out gives on an empty cause', async () => {
  const { state } = await run(
    {
      ...caught(['Other']),
      Send: task({ TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught' }] }),
    },
    { invoke: neverAnswers },
  );

  expect(state.output).toEqual({ caught: { Error: 'States.Timeout', Cause: '' } });
});

test('States.Runtime is caught by nothing', async () => {
  const { state } = await run({
    ...caught(['Other']),
    Send: {
      Type: 'Parallel',
      Branches: [
        flowOf({
          Dead: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Never' }] },
          Never: { Type: 'Succeed' },
        }),
      ],
      Retry: [{ ErrorEquals: ['States.Runtime'] }],
      Catch: [{ ErrorEquals: ['States.Runtime'], Next: 'Caught' }],
      End: true,
    },
  });

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});

test("States.ALL catches a task's too large result, but not the state's own too large payload", async () => {
  const big = 'x'.repeat(300 * 1024);
  const arguments_ = (names: string[]) => ({
    ...caught(['Other']),
    Send: task({ Arguments: `{% $pad("", ${big.length}) %}`, Catch: [{ ErrorEquals: names, Next: 'Caught' }] }),
  });

  expect((await run(caught(['States.ALL']), { invoke: () => big })).state.output).toEqual({
    caught: {
      Error: 'States.DataLimitExceeded',
      Cause: "The state/task 'f' returned a result with a size exceeding the maximum number of bytes service limit.",
    },
  });
  expect((await run(arguments_(['States.ALL']))).state.error).toBe('States.DataLimitExceeded');
  expect((await run(arguments_(['States.DataLimitExceeded']))).state.status).toBe('SUCCEEDED');
});

test('an error inside a Parallel is caught by the Parallel', async () => {
  const { state, types } = await run(
    {
      ...caught(['Other']),
      Send: {
        Type: 'Parallel',
        Branches: [flowOf({ One: task({ Resource: 'g' }) })],
        Catch: [{ ErrorEquals: ['Busy'], Next: 'Caught' }],
        End: true,
      },
    },
    { invoke: failing('Busy') },
  );

  expect(state.output).toMatchObject({ caught: { Error: 'Busy' } });
  expect(types.slice(5, 9)).toEqual([
    'LambdaFunctionStarted',
    'LambdaFunctionFailed',
    'TaskStateAborted',
    'ParallelStateFailed',
  ]);
});

test('a catcher whose own expression fails passes that failure on to what is around', async () => {
  const { state, types } = await run(
    {
      ...caught(['Other']),
      Send: {
        Type: 'Parallel',
        Branches: [
          flowOf({
            One: task({
              Catch: [{ ErrorEquals: ['Busy'], Next: 'Two', Output: '{% $states.errorOutput.missing %}' }],
            }),
            Two: { Type: 'Succeed' },
          }),
        ],
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
        End: true,
      },
    },
    { invoke: failing('Busy') },
  );

  expect(state.status).toBe('SUCCEEDED');
  expect(types).toContain('EvaluationFailed');
});
