import { expect, test } from 'vitest';
import { run } from './asl-world.ts';

const ends = {
  Low: { Type: 'Succeed', Output: { end: 'low', in: '{% $states.input %}', note: '{% $note %}' } },
  High: { Type: 'Succeed', Output: { end: 'high', in: '{% $states.input %}', note: '{% $note %}' } },
};

function choice(more: object = {}): Record<string, object> {
  return {
    Decide: {
      Type: 'Choice',
      Choices: [
        {
          Condition: '{% $states.input.n >= 10 %}',
          Next: 'High',
          Assign: { note: 'rule' },
          Output: { n: '{% $states.input.n %}' },
        },
        { Condition: '{% $states.input.n >= 5 %}', Next: 'High', Assign: { note: 'second rule' } },
      ],
      Default: 'Low',
      Assign: { note: 'default' },
      Output: 'by default',
      ...more,
    },
    ...ends,
  };
}

test('the first rule that holds decides, with its own Assign and Output', async () => {
  const { state, events, types } = await run(choice(), { input: { n: 12, more: true } });

  expect(state.output).toEqual({ end: 'high', in: { n: 12 }, note: 'rule' });
  expect(types.slice(1, 4)).toEqual(['ChoiceStateEntered', 'ChoiceStateExited', 'SucceedStateEntered']);
  expect(events[2]).toMatchObject({ stateExitedEventDetails: { assignedVariables: { note: '"rule"' } } });
});

test('a rule without Output gives on the input', async () => {
  expect((await run(choice(), { input: { n: 7 } })).state.output).toEqual({
    end: 'high',
    in: { n: 7 },
    note: 'second rule',
  });
});

test("no rule holds: the Default, with the state's own Assign and Output", async () => {
  expect((await run(choice(), { input: { n: 1 } })).state.output).toEqual({
    end: 'low',
    in: 'by default',
    note: 'default',
  });
});

test('conditions behind the one that holds are not evaluated', async () => {
  const { state } = await run(
    choice({
      Choices: [
        { Condition: '{% true %}', Next: 'High', Assign: { note: '' } },
        { Condition: '{% $error("never") %}', Next: 'Low' },
      ],
    }),
  );

  expect(state.status).toBe('SUCCEEDED');
});

test('a condition may be written out', async () => {
  const { state } = await run(choice({ Choices: [{ Condition: true, Next: 'High', Assign: { note: 1 } }] }));

  expect(state.output).toMatchObject({ end: 'high' });
});

test('without a rule that holds and without a Default the run fails', async () => {
  const { state, types } = await run({
    Decide: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Low' }] },
    Low: { Type: 'Succeed' },
  });

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(state.cause).toMatch(
    /^An error occurred while executing the state 'Decide' \(entered at the event id #2\)\. /,
  );
  expect(types).not.toContain('EvaluationFailed');
});

test.each([
  ['$states.input.missing', 'returned nothing (undefined)'],
  ['"true"', "Expected 'boolean', but was 'string'"],
  ['null', "Expected 'boolean', but was 'null'"],
  ['[true]', "Expected 'boolean', but was 'array'"],
  ['"abc" < 3', 'threw an error during evaluation. T2009'],
])('the condition %s fails the run and names its field', async (condition, message) => {
  const { state, events } = await run(
    choice({
      Choices: [
        { Condition: false, Next: 'High' },
        { Condition: `{% ${condition} %}`, Next: 'High' },
      ],
    }),
  );

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(state.cause).toContain(message);
  expect(state.cause).toContain("specified for the field 'Choices[1]/Condition'");
  expect(events.at(-2)).toMatchObject({
    type: 'EvaluationFailed',
    evaluationFailedEventDetails: { location: 'Choices[1]/Condition', state: 'Decide', cause: state.cause },
  });
});
