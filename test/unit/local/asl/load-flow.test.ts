import { describe, expect, test } from 'vitest';
import { InvalidMachineError, type Problem } from '../../../../lib/local/asl/load/problem.ts';
import { loadMachine } from '../../../../lib/local/asl/load-machine.ts';

function problemsOf(asl: unknown): readonly Problem[] {
  try {
    loadMachine(asl);
  } catch (error) {
    if (error instanceof InvalidMachineError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

function withStates(states: object, around: object = {}): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...around };
}

/** Problems of one state, which ends the run. */
function stateProblems(state: object): readonly string[] {
  const problems = problemsOf(withStates({ 'The state': state, End: { Type: 'Succeed' } }));
  return problems
    .filter(({ message }) => message !== "No state leads to 'End'.")
    .map(({ pointer, message }) => `${pointer} ${message}`);
}

const pass = { Type: 'Pass', End: true };

describe('flow', () => {
  test('states lead to states of the same branch alone', () => {
    const problems = problemsOf(
      withStates({
        Both: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'One', States: { One: { Type: 'Pass', Next: 'After' } } }],
          Next: 'After',
        },
        After: pass,
      }),
    );

    expect(problems).toEqual([
      { pointer: '/States/Both/Branches/0/States/One', message: "There is no state 'After' here to go to." },
    ]);
  });

  test('a state that nothing leads to is refused', () => {
    expect(problemsOf(withStates({ A: pass, B: pass }))).toEqual([
      { pointer: '/States/B', message: "No state leads to 'B'." },
    ]);
  });

  test('rules, Default and catchers lead on', () => {
    expect(
      problemsOf(
        withStates({
          A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }], Default: 'C' },
          B: { Type: 'Task', Resource: 'f', Catch: [{ ErrorEquals: ['X'], Next: 'D' }], End: true },
          C: pass,
          D: { Type: 'Fail' },
        }),
      ),
    ).toEqual([]);
  });

  test('names are unique in the whole machine', () => {
    const problems = problemsOf(
      withStates({ Each: { Type: 'Map', ItemProcessor: { StartAt: 'Each', States: { Each: pass } }, End: true } }),
    );

    expect(problems[0]?.message).toContain("The name 'Each' is used twice");
  });
});

describe('variables', () => {
  test('a scope may not assign what a scope around it assigns', () => {
    const inner = { StartAt: 'In', States: { In: { ...pass, Assign: { a: 2, own: 1 } } } };
    const problems = problemsOf(
      withStates({
        Each: { Type: 'Map', ItemProcessor: inner, Next: 'Later' },
        Later: { ...pass, Assign: { a: 1 } },
      }),
    );

    expect(problems).toEqual([
      {
        pointer: '/States/Each/ItemProcessor/States/In',
        message: "The variable 'a' belongs to a scope around this one, where it can be read but not assigned.",
      },
    ]);
  });

  test('scopes side by side may use one name', () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { ...pass, Assign: { a: 1 } } } });

    expect(
      problemsOf(withStates({ Both: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } })),
    ).toEqual([]);
  });

  test("$states.errorOutput is for catchers' Assign and Output", () => {
    const problems = stateProblems({
      Type: 'Task',
      Resource: 'f',
      Output: '{% $states.errorOutput %}',
      Catch: [
        {
          ErrorEquals: ['A'],
          Next: 'End',
          Output: '{% $states.errorOutput %}',
          Assign: { e: '{% $states.errorOutput %}' },
        },
      ],
      End: true,
    });

    expect(problems).toEqual([
      '/States/The state/Output $states.errorOutput exists only in the Assign and Output of a catcher.',
    ]);
  });
});

test.each([null, 5, 'text', []])('%j is no state', (state) => {
  expect(problemsOf(withStates({ A: state }))[0]?.pointer).toBe('/States/A/Type');
});
