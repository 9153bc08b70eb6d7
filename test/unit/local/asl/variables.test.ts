import { describe, expect, test } from 'vitest';
import { flowOf, run } from './asl-world.ts';

test('variables are kept until the end, and can be assigned again', async () => {
  const { state, events } = await run({
    Set: { Type: 'Pass', Assign: { a: 1, b: { c: [2] } }, Next: 'Use' },
    Use: { Type: 'Pass', Assign: { a: '{% $a + $b.c[0] %}' }, Next: 'End' },
    End: { Type: 'Succeed', Output: ['{% $a %}', '{% $b %}'] },
  });

  expect(state.output).toEqual([3, { c: [2] }]);
  expect(events[2]).toMatchObject({
    stateExitedEventDetails: {
      assignedVariables: { a: '1', b: '{"c":[2]}' },
      assignedVariablesDetails: { truncated: false },
    },
  });
});

test('Assign and Output see the values from before', async () => {
  const { state } = await run({
    Set: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
    Swap: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: '{% $a * 10 + $b %}', Next: 'End' },
    End: { Type: 'Succeed', Output: ['{% $states.input %}', '{% $a %}', '{% $b %}'] },
  });

  expect(state.output).toEqual([12, 2, 1]);
});

test('an Assign of which one part fails assigns nothing', async () => {
  const { state, events } = await run({
    Set: { Type: 'Pass', Assign: { a: 1, b: '{% $states.input.missing %}' }, End: true },
  });

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(state.cause).toContain("specified for the field 'Assign/b'");
  expect(state.root.variables).toEqual({});
  expect(events.at(-2)).toMatchObject({ evaluationFailedEventDetails: { location: 'Assign/b' } });
});

test('null is a value', async () => {
  const { state } = await run({
    Set: { Type: 'Pass', Assign: { a: null }, Next: 'End' },
    End: { Type: 'Succeed', Output: ['{% $a %}', '{% $exists($a) %}', '{% $type($a) %}'] },
  });

  expect(state.output).toEqual([null, true, 'null']);
});

test('a variable that was never assigned is an error', async () => {
  const { state } = await run({ End: { Type: 'Succeed', Output: '{% $never %}' } });

  expect(state.cause).toContain('returned nothing (undefined)');
});

test('a variable hides the function of its name', async () => {
  const { state } = await run({
    Set: { Type: 'Pass', Assign: { count: { total: 9 } }, Next: 'End' },
    End: { Type: 'Succeed', Output: '{% $count.total %}' },
  });

  expect(state.output).toBe(9);
});

describe('scopes', () => {
  test('branches read the variables around them', async () => {
    const { state } = await run({
      Set: { Type: 'Pass', Assign: { outer: 'seen' }, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Branches: [
          flowOf({
            Each: {
              Type: 'Map',
              Items: [1],
              ItemProcessor: flowOf({ Deep: { Type: 'Pass', Output: '{% $outer %}', End: true } }),
              End: true,
            },
          }),
        ],
        End: true,
      },
    });

    expect(state.output).toEqual([['seen']]);
  });

  test("a branch's variables end with it, and other branches do not see them", async () => {
    const inner = (name: string) =>
      flowOf({
        [`Set ${name}`]: { Type: 'Pass', Assign: { inner: name }, Next: `Wait ${name}` },
        [`Wait ${name}`]: { Type: 'Wait', Seconds: 1, Next: `Tell ${name}` },
        [`Tell ${name}`]: { Type: 'Pass', Output: '{% $inner %}', End: true },
      });
    const { state } = await run({
      Both: { Type: 'Parallel', Branches: [inner('a'), inner('b')], Next: 'After' },
      After: { Type: 'Pass', Output: ['{% $states.input %}', '{% $exists($inner) %}'], End: true },
    });

    expect(state.output).toEqual([['a', 'b'], false]);
  });

  test('what a Parallel assigns belongs to the scope it stands in', async () => {
    const { state } = await run({
      Both: {
        Type: 'Parallel',
        Branches: [flowOf({ One: { Type: 'Pass', Output: 5, End: true } })],
        Assign: { five: '{% $states.result[0] %}' },
        Next: 'After',
      },
      After: { Type: 'Succeed', Output: '{% $five %}' },
    });

    expect(state.output).toBe(5);
  });
});

describe('sizes', () => {
  test('one Assign may hold 256 KiB', async () => {
    const near = 'x'.repeat(256 * 1024 - 20);
    const assign = { Set: { Type: 'Pass', Assign: { v: '{% $states.input %}' }, Output: 1, End: true } };

    expect((await run(assign, { input: near })).state.status).toBe('SUCCEEDED');
    expect((await run(assign, { input: `${near}${near}` })).state.error).toBe('States.DataLimitExceeded');
  });

  test('all variables together may hold 10 MiB', async () => {
    const piece = 'x'.repeat(250 * 1024);
    const states: Record<string, object> = {};
    for (let n = 0; n < 45; n++) {
      states[`Set ${n}`] = {
        Type: 'Pass',
        Assign: { [`v${n}`]: '{% $states.input %}' },
        Next: n === 44 ? 'End' : `Set ${n + 1}`,
      };
    }
    const { state } = await run({ ...states, End: { Type: 'Succeed', Output: 1 } }, { input: piece });

    expect(state).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(state.cause).toContain("the state 'Set 40'");
  });

  test('variables inside branches count as well', async () => {
    const piece = 'x'.repeat(250 * 1024);
    const branch = (name: string) => {
      const states: Record<string, object> = {};
      for (let n = 0; n < 21; n++) {
        const on = n === 20 ? { End: true } : { Next: `${name}${n + 1}` };
        states[`${name}${n}`] = { Type: 'Pass', Assign: { [`v${n}`]: '{% $states.input %}' }, ...on };
      }
      return flowOf(states);
    };

    const { state } = await run(
      { Both: { Type: 'Parallel', Branches: [branch('a'), branch('b')], Output: 1, End: true } },
      { input: piece },
    );

    expect(state.error).toBe('States.DataLimitExceeded');
  });

  test('assigning one variable again and again does not add up', async () => {
    const piece = 'x'.repeat(250 * 1024);
    const { state } = await run(
      {
        Set: { Type: 'Pass', Assign: { v: '{% $states.input %}', n: '{% $exists($n) ? $n + 1 : 1 %}' }, Next: 'Again' },
        Again: { Type: 'Choice', Choices: [{ Condition: '{% $n < 60 %}', Next: 'Set' }], Default: 'End' },
        End: { Type: 'Succeed', Output: '{% $n %}' },
      },
      { input: piece },
    );

    expect(state.output).toBe(60);
  });
});
