import { expect, test } from 'vitest';
import { pendingEffects } from '../../../../lib/local/asl/pending-effects.ts';
import { answerAfter, neverAnswers } from '../../../../lib/local/asl/task-answer.ts';
import { flowOf, run, started, startTime } from './asl-world.ts';

function task(resource: string, more: object = {}): object {
  return { Type: 'Task', Resource: resource, End: true, ...more };
}

test('all branches get the input; the result lists their outputs in order, whoever was first', async () => {
  const { state, events } = await run(
    {
      Both: {
        Type: 'Parallel',
        Branches: [flowOf({ Slow: task('slow') }), flowOf({ Fast: task('fast') })],
        Output: { all: '{% $states.result %}', in: '{% $states.input %}' },
        End: true,
      },
    },
    {
      input: { n: 1 },
      invoke: (resource, payload) => answerAfter(resource === 'slow' ? 5_000 : 1_000, [resource, payload]),
    },
  );

  expect(state.output).toEqual({
    all: [
      ['slow', { n: 1 }],
      ['fast', { n: 1 }],
    ],
    in: { n: 1 },
  });
  expect(events.at(-1)?.timestamp.getTime()).toBe(startTime + 5_000);
});

test('Arguments are what the branches get', async () => {
  const { state } = await run(
    {
      Both: {
        Type: 'Parallel',
        Arguments: { half: '{% $states.input / 2 %}' },
        Branches: [flowOf({ One: { Type: 'Pass', End: true } })],
        End: true,
      },
    },
    { input: 8 },
  );

  expect(state.output).toEqual([{ half: 4 }]);
});

test('history: each branch is chained to the start, and the end to the last branch', async () => {
  const { events } = await run({
    Both: {
      Type: 'Parallel',
      Branches: [flowOf({ One: { Type: 'Pass', End: true } }), flowOf({ Two: { Type: 'Pass', End: true } })],
      End: true,
    },
  });

  expect(events.map(({ type, id, previousEventId }) => [id, previousEventId, type])).toEqual([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'ParallelStateEntered'],
    [3, 2, 'ParallelStateStarted'],
    [4, 3, 'PassStateEntered'],
    [5, 4, 'PassStateExited'],
    [6, 3, 'PassStateEntered'],
    [7, 6, 'PassStateExited'],
    [8, 7, 'ParallelStateSucceeded'],
    [9, 7, 'ParallelStateExited'],
    [10, 9, 'ExecutionSucceeded'],
  ]);
});

test('a branch that fails cuts the others off, those nested inside too: nothing is left to wait for', async () => {
  const running = started(
    {
      All: {
        Type: 'Parallel',
        Branches: [
          flowOf({ Fails: task('fails', { TimeoutSeconds: 60 }) }),
          flowOf({ Waits: { Type: 'Wait', Seconds: 1_000, End: true } }),
          flowOf({ Asks: task('asks', { TimeoutSeconds: 99, HeartbeatSeconds: 90 }) }),
          flowOf({
            Inner: {
              Type: 'Parallel',
              Branches: [flowOf({ Deep: { Type: 'Wait', Seconds: 1_000, End: true } })],
              End: true,
            },
          }),
          flowOf({ Retries: task('retries', { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 500 }] }) }),
          flowOf({ Done: { Type: 'Pass', End: true } }),
        ],
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Rest' }],
        Next: 'Rest',
      },
      Rest: { Type: 'Wait', Seconds: 10_000, End: true },
    },
    {
      invoke: (resource) => {
        if (resource === 'retries') {
          throw { error: 'Busy' };
        }
        return neverAnswers();
      },
    },
  );

  await running.runUntil(startTime + 61_000);

  expect(running.state().root.state).toBe('Rest');
  expect(pendingEffects(running.state())).toEqual([
    { type: 'set-timer', timerId: expect.any(String), at: startTime + 10_060_000 },
  ]);
});

test("a branch's failure reaches the run with its own name, and the cut branches are told", async () => {
  const { state, events } = await run({
    All: {
      Type: 'Parallel',
      Branches: [
        flowOf({ Waits: { Type: 'Wait', Seconds: 1_000, End: true } }),
        flowOf({
          Inner: {
            Type: 'Parallel',
            Branches: [flowOf({ Deep: { Type: 'Wait', Seconds: 1_000, End: true } })],
            End: true,
          },
        }),
        flowOf({
          Soon: { Type: 'Wait', Seconds: 1, Next: 'Fails' },
          Fails: { Type: 'Fail', Error: 'Broken', Cause: 'why' },
        }),
      ],
      End: true,
    },
  });

  expect(state).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'why' });
  const failed = events.find(({ type }) => type === 'FailStateEntered');
  expect(
    events.filter(({ id }) => id > (failed?.id ?? 0)).map(({ type, previousEventId }) => [type, previousEventId]),
  ).toEqual([
    ['WaitStateAborted', failed?.id],
    ['WaitStateAborted', failed?.id],
    ['ParallelStateAborted', failed?.id],
    ['ParallelStateFailed', failed?.id],
    ['ExecutionFailed', (failed?.id ?? 0) + 4],
  ]);
});

test('a branch that was to start when another failed at once never starts', async () => {
  const { types } = await run({
    All: {
      Type: 'Parallel',
      Branches: [flowOf({ Fails: { Type: 'Fail', Error: 'Broken' } }), flowOf({ Never: { Type: 'Pass', End: true } })],
      Catch: [{ ErrorEquals: ['Broken'], Next: 'Done' }],
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  });

  expect(types).not.toContain('PassStateEntered');
  expect(types).toContain('ExecutionSucceeded');
});

test('a branch that ended is not heard any more after another one failed', async () => {
  const { state, types } = await run({
    All: {
      Type: 'Parallel',
      Branches: [flowOf({ Ends: { Type: 'Pass', End: true } }), flowOf({ Fails: { Type: 'Fail', Error: 'Broken' } })],
      Catch: [{ ErrorEquals: ['Broken'], Next: 'Done' }],
      End: true,
    },
    Done: { Type: 'Succeed', Output: 'caught' },
  });

  expect(state.output).toBe('caught');
  expect(types).not.toContain('ParallelStateSucceeded');
});

test('a late answer to a branch that was cut off is ignored', async () => {
  const { state } = await run(
    {
      All: {
        Type: 'Parallel',
        Branches: [flowOf({ Slow: task('slow') }), flowOf({ Fails: task('fails', { TimeoutSeconds: 1 }) })],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Rest' }],
        End: true,
      },
      Rest: { Type: 'Wait', Seconds: 3_600, Next: 'Done' },
      Done: { Type: 'Succeed', Output: 'rested' },
    },
    { invoke: (resource) => (resource === 'slow' ? answerAfter(60_000, 1) : neverAnswers()) },
  );

  expect(state.output).toBe('rested');
});

test('a Parallel whose own Output fails can catch it', async () => {
  const { state } = await run({
    All: {
      Type: 'Parallel',
      Branches: [flowOf({ One: { Type: 'Pass', End: true } })],
      Output: '{% $states.result.missing %}',
      Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Done' }],
      End: true,
    },
    Done: { Type: 'Succeed', Output: 'caught' },
  });

  expect(state.output).toBe('caught');
});
