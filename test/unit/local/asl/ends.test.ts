import { expect, test } from 'vitest';
import { flowOf, run } from './asl-world.ts';

test('a Pass gives on its Output, without one its input', async () => {
  const { state } = await run(
    {
      First: { Type: 'Pass', Next: 'Second' },
      Second: { Type: 'Pass', Output: ['{% $states.input %}', 'literal', { n: null }], End: true },
    },
    { input: 'in' },
  );

  expect(state.output).toEqual(['in', 'literal', { n: null }]);
});

test('a Succeed ends the run with its Output', async () => {
  const { state, types } = await run({ Done: { Type: 'Succeed', Output: { outcome: 'completed' } } });

  expect(state).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'completed' } });
  expect(types).toEqual(['ExecutionStarted', 'SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded']);
});

test('a Succeed inside a branch ends the branch alone', async () => {
  const { state } = await run({
    Both: {
      Type: 'Parallel',
      Branches: [
        flowOf({ One: { Type: 'Succeed', Output: 1 } }),
        flowOf({ Two: { Type: 'Pass', Output: 2, End: true } }),
      ],
      Next: 'After',
    },
    After: { Type: 'Pass', End: true },
  });

  expect(state.output).toEqual([1, 2]);
});

test('a Fail gives the run its error and cause, written out or computed', async () => {
  const { state, types, events } = await run(
    { Stop: { Type: 'Fail', Error: 'Refused', Cause: '{% "because of " & $states.input.why %}' } },
    { input: { why: 'age' } },
  );

  expect(state).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'because of age' });
  expect(types).toEqual(['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed']);
  expect(events.at(-1)).toMatchObject({ previousEventId: 2, executionFailedEventDetails: { error: 'Refused' } });
});

test('a Fail without error and cause leaves both open', async () => {
  const { state, events } = await run({ Stop: { Type: 'Fail' } });

  expect(state.status).toBe('FAILED');
  expect(state.error).toBeUndefined();
  expect(events.at(-1)).not.toHaveProperty('executionFailedEventDetails');
});

test('a Fail whose Cause is no text fails with that', async () => {
  const { state } = await run({ Stop: { Type: 'Fail', Error: 'Refused', Cause: '{% 5 %}' } });

  expect(state.error).toBe('States.QueryEvaluationError');
});
