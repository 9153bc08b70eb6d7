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

test('a machine is loaded with its states, those inside branches and iterations too', () => {
  const machine = loadMachine(
    withStates(
      {
        Both: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'One', States: { One: pass }, Comment: 'first' }],
          Next: 'Each',
        },
        Each: {
          Type: 'Map',
          ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Two', States: { Two: pass } },
          End: true,
        },
      },
      { Comment: 'what for', Version: '1.0', TimeoutSeconds: 60 },
    ),
  );

  expect([...machine.states.keys()].sort()).toEqual(['Both', 'Each', 'One', 'Two']);
  expect(machine).toMatchObject({ comment: 'what for', startAt: 'Both', timeoutSeconds: 60 });
});

test('every problem is told at once, with its place', () => {
  const problems = problemsOf({
    StartAt: 'Nowhere',
    Extra: 1,
    States: {
      'A/b~c': { Type: 'Frob' },
      Two: { Type: 'Pass', InputPath: '$', Next: 'Three' },
      Three: { Type: 'Choice', Choices: [{ Condition: '{% x = 1 %}', Next: 'Lost', Variable: '$.x' }], Default: 'Two' },
      Four: {
        Type: 'Parallel',
        Retries: [],
        Branches: [{ StartAt: 'Five', States: { Five: { Type: 'Activity' } } }],
        End: true,
      },
      Six: { Type: 'Pass', Output: '{% $$ %}', Next: 'Lost' },
    },
  });

  expect(problems.map(({ pointer }) => pointer).sort()).toEqual([
    '/Extra',
    '/StartAt',
    '/States/A~1b~0c/Type',
    '/States/Four/Branches/0/States/Five/Type',
    '/States/Four/Retries',
    '/States/Six',
    '/States/Six/Output',
    '/States/Three/Choices/0/Variable',
    '/States/Two/InputPath',
  ]);
});

test('the error lists them in words', () => {
  expect(() => loadMachine({ StartAt: 'A', States: { A: { Type: 'Frob' } } })).toThrow(
    '1 problem(s).\n/States/A/Type: The state type "Frob" is not one of Task, Choice',
  );
  expect(() => loadMachine(null)).toThrow('/: Invalid input');
});

describe('query language', () => {
  test('JSONPath machines and states are refused', () => {
    expect(problemsOf(withStates({ A: pass }, { QueryLanguage: 'JSONPath' })).map(({ pointer }) => pointer)).toEqual([
      '/QueryLanguage',
    ]);
    expect(stateProblems({ ...pass, QueryLanguage: 'JSONPath' })).toEqual([
      '/States/The state/QueryLanguage Only JSONata is supported.',
    ]);
  });

  test('without one for the machine each state must say JSONata', () => {
    const states = { A: { Type: 'Pass', QueryLanguage: 'JSONata', Next: 'B' }, B: pass };

    expect(problemsOf({ StartAt: 'A', States: states })).toEqual([
      { pointer: '/States/B/QueryLanguage', message: expect.stringContaining('this state is JSONPath') },
    ]);
  });
});

describe('fields', () => {
  test.each([
    [{ Type: 'Task', Resource: 'f', End: true, ResultPath: '$' }, 'ResultPath'],
    [{ Type: 'Task', Resource: 'f', End: true, Credentials: {} }, 'Credentials'],
    [{ ...pass, Result: 1 }, 'Result'],
    [{ Type: 'Succeed', Assign: {} }, 'Assign'],
    [{ Type: 'Fail', ErrorPath: '$' }, 'ErrorPath'],
    [{ Type: 'Wait', Seconds: 1, End: true, SecondsPath: '$' }, 'SecondsPath'],
    [{ Type: 'Choice', Choices: [{ Condition: true, Next: 'End' }], End: true }, 'End'],
  ])('an unsupported field is refused: %j', (state, field) => {
    expect(stateProblems(state)).toContain(`/States/The state/${field} The field '${field}' is not supported here.`);
  });

  test.each([
    [{ Type: 'Task', Resource: 'f', End: true, TimeoutSeconds: 0 }, '/TimeoutSeconds Too small'],
    [
      { Type: 'Task', Resource: 'f', End: true, TimeoutSeconds: 'soon' },
      '/TimeoutSeconds Expected a {% JSONata %} expression',
    ],
    [
      { Type: 'Task', Resource: 'f', End: true, TimeoutSeconds: 5, HeartbeatSeconds: 5 },
      '/HeartbeatSeconds HeartbeatSeconds must be less than TimeoutSeconds',
    ],
    [
      { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true },
      "/Resource The resource 'arn:aws:states",
    ],
    [
      { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true },
      '/Arguments lambda:invoke needs Arguments',
    ],
    [
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'f', InvocationType: 'Event' },
        End: true,
      },
      "/Arguments/InvocationType The argument 'InvocationType'",
    ],
    [{ Type: 'Task', Resource: 'f', End: true, TimeoutSeconds: [] }, '/TimeoutSeconds Expected a whole number from 1'],
    [{ Type: 'Wait', End: true }, ' A Wait has exactly one of'],
    [{ Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true }, ' A Wait has exactly one of'],
    [{ Type: 'Wait', Timestamp: '2026-01-01', End: true }, "/Timestamp '2026-01-01' is not a time"],
    [{ Type: 'Pass' }, ' A state has either Next, or End: true'],
    [{ Type: 'Pass', Next: 'End', End: true }, ' A state has either Next, or End: true'],
    [{ ...pass, Output: '{% 1' }, '/Output An expression starts with {% and ends with %}'],
    [{ ...pass, Output: { a: ['1 %}'] } }, '/Output/a/0 An expression starts with {% and ends with %}'],
    [{ ...pass, Assign: { 'a-b': 1 } }, '/Assign/a-b Invalid key'],
    [{ ...pass, Assign: { states: 1 } }, "/Assign The name 'states' is reserved"],
    [{ ...pass, Assign: { a: '{% 1 + %}' } }, '/Assign/a The expression does not parse'],
    [
      { Type: 'Choice', Choices: [{ Condition: true, Next: 'End' }], Output: 1 },
      ' Output and Assign of a Choice belong to its Default',
    ],
    [{ Type: 'Choice', Choices: [] }, '/Choices'],
    [{ Type: 'Choice', Choices: [{ Condition: 'true', Next: 'End' }] }, '/Choices/0/Condition Expected a {% JSONata'],
    [{ Type: 'Parallel', Branches: [], End: true }, '/Branches'],
    [
      {
        Type: 'Map',
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'X', States: { X: pass } },
        End: true,
      },
      '/ItemProcessor/ProcessorConfig/Mode',
    ],
    [
      { Type: 'Task', Resource: 'f', End: true, Retry: [{ ErrorEquals: ['States.ALL', 'A'] }] },
      '/Retry/0/ErrorEquals States.ALL must be the only name',
    ],
    [
      {
        Type: 'Task',
        Resource: 'f',
        End: true,
        Catch: [
          { ErrorEquals: ['States.ALL'], Next: 'End' },
          { ErrorEquals: ['A'], Next: 'End' },
        ],
      },
      '/Catch/0/ErrorEquals States.ALL must be the only name',
    ],
    [
      { Type: 'Task', Resource: 'f', End: true, Retry: [{ ErrorEquals: ['A'], BackoffRate: 0.5 }] },
      '/Retry/0/BackoffRate',
    ],
  ])('%j', (state, problem) => {
    expect(stateProblems(state).join('\n')).toContain(`/States/The state${problem}`);
  });

  test.each([
    'arn:aws:lambda:eu-west-1:123456789012:function:f:live',
    'f',
    'f:1',
    'f:$LATEST',
    'arn:aws:lambda:local::function:f',
  ])('the function %s is taken', (resource) => {
    expect(stateProblems({ Type: 'Task', Resource: resource, End: true })).toEqual([]);
  });

  test('texts around an expression are refused, texts with braces in the middle are text', () => {
    expect(stateProblems({ ...pass, Output: 'a {% b %} c' })).toEqual([]);
    expect(stateProblems({ ...pass, Output: ' {% 1 %}' })).toHaveLength(1);
    expect(stateProblems({ ...pass, Output: '{%}' })).toHaveLength(1);
  });
});
