import { expect, test } from 'vitest';
import { answerAfter, neverAnswers } from '../../../../lib/local/asl/task-answer.ts';
import type { Json } from '../../../../lib/workflow/json.ts';
import { flowOf, run, started, startTime } from './asl-world.ts';

const perItem = flowOf({ Do: { Type: 'Task', Resource: 'f', End: true } });

function map(more: object): Record<string, object> {
  return { Each: { Type: 'Map', ItemProcessor: perItem, End: true, ...more } };
}

test('each item goes through the processor; outputs keep the order of the items', async () => {
  const { state } = await run(map({ Items: '{% $states.input.lines %}' }), {
    input: { lines: [3, 1, 2] },
    invoke: (_resource, n) => answerAfter(Number(n) * 1_000, `item ${n}`),
  });

  expect(state.output).toEqual(['item 3', 'item 1', 'item 2']);
});

test('without Items the input is the list', async () => {
  expect((await run(map({}), { input: [1, null] })).state.output).toEqual([1, null]);
});

test('Items may be written out, and ItemSelector makes the input of each iteration', async () => {
  const { state } = await run(
    map({
      Items: ['a', '{% $states.input %}'],
      ItemSelector: {
        item: '{% $states.context.Map.Item.Value %}',
        at: '{% $states.context.Map.Item.Index %}',
        whole: '{% $states.input %}',
      },
    }),
    { input: 'b' },
  );

  expect(state.output).toEqual([
    { item: 'a', at: 0, whole: 'b' },
    { item: 'b', at: 1, whole: 'b' },
  ]);
});

test('states of an iteration see its item in the context', async () => {
  const { state } = await run({
    Each: {
      Type: 'Map',
      Items: ['a', 'b'],
      ItemProcessor: flowOf({ Tell: { Type: 'Pass', Output: '{% $states.context.Map.Item %}', End: true } }),
      End: true,
    },
  });

  expect(state.output).toEqual([
    { Index: 0, Value: 'a' },
    { Index: 1, Value: 'b' },
  ]);
});

test('inside nested Maps the context has the inner item', async () => {
  const { state } = await run({
    Outer: {
      Type: 'Map',
      Items: [[1, 2], [3]],
      ItemProcessor: flowOf({
        Inner: {
          Type: 'Map',
          ItemProcessor: flowOf({
            Branch: {
              Type: 'Parallel',
              Branches: [flowOf({ Tell: { Type: 'Pass', Output: '{% $states.context.Map.Item.Value %}', End: true } })],
              End: true,
            },
          }),
          End: true,
        },
      }),
      End: true,
    },
  });

  expect(state.output).toEqual([[[1], [2]], [[3]]]);
});

test.each([
  [1, 1],
  [3, 3],
  ['{% 2 %}', 2],
  [0, 40],
  [100, 40],
])('MaxConcurrency %s: %d at a time', async (maxConcurrency, expected) => {
  let running = 0;
  let most = 0;
  const items = Array.from({ length: 50 }, (_, index) => index);
  const { state } = await run(map({ MaxConcurrency: maxConcurrency }), {
    input: items,
    invoke: async (_resource, payload): Promise<Json> => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return payload;
    },
  });

  expect(state.output).toEqual(items);
  expect(most).toBe(expected);
});

test('an empty list is done at once', async () => {
  const { state, types } = await run(map({}), { input: [] });

  expect(state.output).toEqual([]);
  expect(types.slice(1, -1)).toEqual(['MapStateEntered', 'MapStateStarted', 'MapStateSucceeded', 'MapStateExited']);
});

test('history: an iteration that takes the place of another is chained to it', async () => {
  const { events } = await run({
    Each: {
      Type: 'Map',
      Items: [1, 2],
      MaxConcurrency: 1,
      ItemProcessor: flowOf({ One: { Type: 'Pass', End: true } }),
      End: true,
    },
  });

  expect(events.map(({ type, id, previousEventId }) => [id, previousEventId, type])).toEqual([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'MapStateEntered'],
    [3, 2, 'MapStateStarted'],
    [4, 3, 'MapIterationStarted'],
    [5, 4, 'PassStateEntered'],
    [6, 5, 'PassStateExited'],
    [7, 6, 'MapIterationSucceeded'],
    [8, 6, 'MapIterationStarted'],
    [9, 8, 'PassStateEntered'],
    [10, 9, 'PassStateExited'],
    [11, 10, 'MapIterationSucceeded'],
    [12, 11, 'MapStateSucceeded'],
    [13, 11, 'MapStateExited'],
    [14, 13, 'ExecutionSucceeded'],
  ]);
  expect(events[2]).toMatchObject({ mapStateStartedEventDetails: { length: 2 } });
  expect(events[7]).toMatchObject({ mapIterationStartedEventDetails: { name: 'Each', index: 1 } });
});

test('an iteration that fails cuts the others off, as Step Functions tells it', async () => {
  const { state, events } = await run(
    {
      Each: {
        Type: 'Map',
        Items: [0, 1],
        ItemProcessor: flowOf({ Do: { Type: 'Task', Resource: 'f', TimeoutSeconds: 5, End: true } }),
        End: true,
      },
    },
    { invoke: neverAnswers },
  );

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  const late = events.find(({ type }) => type === 'LambdaFunctionTimedOut');
  const rest = events.filter(({ id }) => id > (late?.id ?? 0));
  expect(rest.map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
    ['MapIterationFailed', late?.id],
    ['TaskStateAborted', late?.id],
    ['MapIterationAborted', late?.id],
    ['TaskStateAborted', late?.id],
    ['MapStateFailed', late?.id],
    ['ExecutionFailed', (late?.id ?? 0) + 5],
  ]);
  expect(rest[0]).toMatchObject({ mapIterationFailedEventDetails: { name: 'Each', index: 0 } });
});

test.each([
  ['null', 'null'],
  ['"text"', 'string'],
  ['{"a": 1}', 'object'],
])('%s is no list of items', async (items, was) => {
  const { state } = await run(map({ Items: `{% ${items} %}` }));

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(state.cause).toContain(`Map state input must be an array but was: ${was}`);
});

test('an ItemSelector that fails is a failure of the Map, and stops the iterations that run', async () => {
  const { state, types } = await run({
    ...map({
      Items: [{ v: 1 }, {}],
      ItemSelector: '{% $states.context.Map.Item.Value.v %}',
      Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
    }),
    Caught: { Type: 'Succeed', Output: 'caught' },
  });

  expect(state.output).toBe('caught');
  expect(types).toContain('MapStateFailed');
  expect(types).not.toContain('TaskStateEntered');
});

test('iterations have variables of their own', async () => {
  const { state } = await run({
    Each: {
      Type: 'Map',
      Items: [1, 2, 3],
      ItemProcessor: flowOf({
        Keep: { Type: 'Pass', Assign: { own: '{% $states.input * 10 %}' }, Next: 'Tell' },
        Tell: { Type: 'Pass', Output: '{% $own %}', End: true },
      }),
      End: true,
    },
  });

  expect(state.output).toEqual([10, 20, 30]);
});

test('a Map may be stopped in the middle', async () => {
  const running = started(map({ Items: [1, 2, 3] }), { invoke: () => answerAfter(60_000, 0) });
  running.at(startTime + 1_000, () => running.stop('Stopped', 'by hand'));

  expect(await running.runToEnd()).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by hand' });
});
