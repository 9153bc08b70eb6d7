import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoke, machine } from './asl-fragments.ts';
import { TIMES_OUT } from './lambda-endpoint.ts';
import { type MotoEngine, startMotoEngine } from './moto-engine.ts';

let engine: MotoEngine;
beforeAll(async () => {
  engine = await startMotoEngine();
});
afterAll(() => engine.close());

describe('Choice and variables', () => {
  const decide = machine('Decide', {
    Decide: {
      Type: 'Choice',
      Choices: [
        {
          Condition: '{% $exists($states.input.score) and $states.input.score >= 700 %}',
          Assign: { decision: { route: 'good', saw: '{% $states.input.score %}' } },
          Next: 'Good',
        },
      ],
      Assign: { decision: { route: 'otherwise' } },
      Default: 'Bad',
    },
    Good: { Type: 'Succeed', Output: '{% $decision %}' },
    Bad: { Type: 'Fail', Error: 'Bad', Cause: '{% "took " & $decision.route %}' },
  });

  test('a rule that holds assigns and leads on', async () => {
    const run = await engine.run({ asl: decide, input: { score: 701 } });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { route: 'good', saw: 701 }, path: ['Decide', 'Good'] });
  });

  test('no rule holds: the default, with its own assignment', async () => {
    const run = await engine.run({ asl: decide, input: {} });
    expect(run).toMatchObject({ status: 'FAILED', error: 'Bad', cause: 'took otherwise', path: ['Decide', 'Bad'] });
  });

  test('a rule that leads where the default does assigns its own values only', async () => {
    const asl = machine('Decide', {
      Decide: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.yes %}', Assign: { by: 'rule' }, Next: 'Join' }],
        Assign: { by: 'default' },
        Default: 'Join',
      },
      Join: { Type: 'Succeed', Output: '{% $by %}' },
    });
    expect((await engine.run({ asl, input: { yes: true } })).output).toBe('rule');
    expect((await engine.run({ asl, input: { yes: false } })).output).toBe('default');
    expect(await engine.run({ asl, input: { yes: 'yes' } })).toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  test('no rule holds and no default: States.NoChoiceMatched', async () => {
    const asl = machine('Decide', {
      Decide: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] },
      End: { Type: 'Succeed' },
    });
    expect(await engine.run({ asl })).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  test('text with quotes, backslashes and line ends survives a variable', async () => {
    const asl = machine('Keep', {
      Keep: { Type: 'Pass', Assign: { text: '{% $states.input.text %}' }, Next: 'Give' },
      Give: { Type: 'Succeed', Output: { text: '{% $text %}', length: '{% $length($text) %}' } },
    });
    const text = 'a "quoted" \\ back\nslash \u2028 ü 😀';
    expect((await engine.run({ asl, input: { text } })).output).toEqual({ text, length: [...text].length });
  });

  test('quotes and backslashes in state names, keys and literals', async () => {
    const text = 'a "b" \\ c';
    const asl = machine(text, {
      [text]: { Type: 'Pass', Assign: { kept: { [text]: text } }, Next: 'Give' },
      Give: { Type: 'Succeed', Output: '{% $kept %}' },
    });
    const run = await engine.run({ asl });
    expect(run).toMatchObject({
      output: { [text]: text },
      variables: { kept: { [text]: text } },
      path: [text, 'Give'],
    });
    const exited = run.events.find((event) => event.type === 'PassStateExited');
    expect(exited).toMatchObject({
      stateExitedEventDetails: { assignedVariables: { kept: JSON.stringify({ [text]: text }) } },
    });
  });

  test('Assign and Output of one state see the variables as they were on entry', async () => {
    const asl = machine('First', {
      First: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
      Swap: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: { a: '{% $a %}' }, Next: 'Show' },
      Show: { Type: 'Succeed', Output: { before: '{% $states.input.a %}', a: '{% $a %}', b: '{% $b %}' } },
    });
    expect((await engine.run({ asl })).output).toEqual({ before: 1, a: 2, b: 1 });
  });
});

describe('the other states', () => {
  test('waits by seconds, expression and timestamp end at once', async () => {
    const asl = machine('Seconds', {
      Seconds: { Type: 'Wait', Seconds: 172_800, Next: 'Expression' },
      Expression: { Type: 'Wait', Seconds: '{% $states.input.days * 86400 %}', Next: 'Until' },
      Until: { Type: 'Wait', Timestamp: '{% $fromMillis($millis() + 86400000) %}', Next: 'Fixed' },
      Fixed: { Type: 'Wait', Timestamp: '2999-01-01T00:00:00Z', End: true },
    });
    const run = await engine.run({ asl, input: { days: 5 } });
    expect(run).toMatchObject({ status: 'SUCCEEDED', path: ['Seconds', 'Expression', 'Until', 'Fixed'] });
  });

  test('a shortened wait whose expression fails still fails', async () => {
    const asl = machine('Wait', { Wait: { Type: 'Wait', Seconds: '{% $states.input.days * 86400 %}', End: true } });
    const run = await engine.run({ asl, input: { days: 'five' } });
    expect(run).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  test('Parallel gives its branches’ outputs in order, and keeps their variables inside', async () => {
    const branch = (id: string) =>
      machine(id, {
        [id]: { Type: 'Pass', Assign: { inner: id }, Next: `${id} end` },
        [`${id} end`]: { Type: 'Pass', Output: '{% $inner & $outer %}', End: true },
      });
    const asl = machine('Outer', {
      Outer: { Type: 'Pass', Assign: { outer: '!' }, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Branches: [branch('a'), branch('b')],
        Assign: { both: { a: '{% $states.result[0] %}', b: '{% $states.result[1] %}' } },
        Next: 'End',
      },
      End: { Type: 'Succeed', Output: '{% $both %}' },
    });
    const run = await engine.run({ asl });
    expect(run.output).toEqual({ a: 'a!', b: 'b!' });
    expect([...run.path].sort()).toEqual(['Both', 'End', 'Outer', 'a', 'a end', 'b', 'b end']);
  });

  test('a branch that fails fails the Parallel, which catches', async () => {
    const asl = machine('Both', {
      Both: {
        Type: 'Parallel',
        Branches: [
          machine('ok', { ok: { Type: 'Pass', End: true } }),
          machine('no', { no: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' } }),
        ],
        Catch: [{ ErrorEquals: ['Broken'], Output: '{% $states.errorOutput.Cause %}', Next: 'End' }],
        Next: 'End',
      },
      End: { Type: 'Succeed', Output: '{% $states.input %}' },
    });
    expect((await engine.run({ asl })).output).toBe('on purpose');
  });

  test('a time-out in a branch or an item fails what holds it under its own name', async () => {
    const late = { StartAt: 'Late', States: { Late: { ...invoke('late', {}), TimeoutSeconds: 60 } } };
    const rest = { Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'End' }], Next: 'End' };
    const end = { Type: 'Succeed', Output: '{% $states.input.Error %}' };
    const parallel = machine('Both', { Both: { Type: 'Parallel', Branches: [late], ...rest }, End: end });
    const map = machine('Each', { Each: { Type: 'Map', Items: [1], ItemProcessor: late, ...rest }, End: end });
    expect((await engine.run({ asl: parallel, handlers: () => TIMES_OUT })).output).toBe('States.Timeout');
    expect((await engine.run({ asl: map, handlers: () => TIMES_OUT })).output).toBe('States.Timeout');
  });

  test('Map selects items, runs each in a scope of its own, and keeps their order', async () => {
    const asl = machine('Each', {
      Each: {
        Type: 'Map',
        Items: '{% $states.context.Execution.Input.lines %}',
        MaxConcurrency: 2,
        ItemSelector: { line: '{% $states.context.Map.Item.Value %}', index: '{% $states.context.Map.Item.Index %}' },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'Take',
          States: {
            Take: {
              Type: 'Pass',
              Assign: { line: '{% $states.input.line %}', i: '{% $states.input.index %}' },
              Next: 'Give',
            },
            Give: { Type: 'Pass', Output: '{% $line.sku & $string($i) %}', End: true },
          },
        },
        Assign: { step_each: { results: '{% $states.result %}' } },
        Next: 'End',
      },
      End: { Type: 'Succeed', Output: '{% $step_each %}' },
    });
    const run = await engine.run({ asl, input: { lines: [{ sku: 'a' }, { sku: 'b' }, { sku: 'c' }] } });
    expect(run.output).toEqual({ results: ['a0', 'b1', 'c2'] });
  });

  test('Map over nothing gives an empty list', async () => {
    const asl = machine('Each', {
      Each: {
        Type: 'Map',
        Items: '{% $states.input.lines %}',
        ItemProcessor: { StartAt: 'Give', States: { Give: { Type: 'Pass', End: true } } },
        End: true,
      },
    });
    expect((await engine.run({ asl, input: { lines: [] } })).output).toEqual([]);
  });

  test('the context object has the execution and the state', async () => {
    const asl = machine('Look', {
      Look: {
        Type: 'Pass',
        Output: {
          name: '{% $states.context.Execution.Name %}',
          input: '{% $states.context.Execution.Input.contact.id %}',
          entered:
            '{% $toMillis($states.context.State.EnteredTime) - $toMillis($states.context.Execution.StartTime) %}',
          time: '{% $states.context.State.EnteredTime %}',
          state: '{% $states.context.State.Name %}',
          machine: '{% $states.context.StateMachine.Name %}',
        },
        End: true,
      },
    });
    const run = await engine.run({ asl, input: { contact: { id: 'c-1' } }, name: 'look-1', machineName: 'dev-look' });
    expect(run.output).toMatchObject({ name: 'look-1', input: 'c-1', state: 'Look', machine: 'dev-look' });
    expect(run.output).toMatchObject({ time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) });
    expect(Number(Reflect.get(Object(run.output), 'entered'))).toBeGreaterThanOrEqual(0);
  });

  test('the functions that Step Functions adds', async () => {
    const asl = machine('Call', {
      Call: {
        Type: 'Pass',
        Output: {
          partition: '{% $partition([1,2,3,4,5], 2) %}',
          range: '{% $range(0, 10, 5) %}',
          hash: '{% $hash("a", "SHA-256") %}',
          uuid: '{% $length($uuid()) %}',
          parse: '{% $parse("{\\"a\\":[1]}") %}',
          random: '{% $random() < 1 %}',
        },
        End: true,
      },
    });
    expect((await engine.run({ asl })).output).toEqual({
      partition: [[1, 2], [3, 4], [5]],
      range: [0, 5, 10],
      hash: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
      uuid: 36,
      parse: { a: [1] },
      random: true,
    });
  });

  test('$eval is not there', async () => {
    const asl = machine('Call', { Call: { Type: 'Pass', Output: '{% $eval("1") %}', End: true } });
    expect(await engine.run({ asl })).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  test('the execution’s own TimeoutSeconds ends it as timed out', async () => {
    const asl = { ...machine('Wait', { Wait: { Type: 'Wait', Seconds: 30, End: true } }), TimeoutSeconds: 1 };
    expect(await engine.run({ asl, waits: 'keep' })).toMatchObject({ status: 'TIMED_OUT' });
  });

  test('a definition that is no state machine is refused', async () => {
    await expect(engine.run({ asl: { StartAt: 'Nowhere' } })).rejects.toThrow('refused');
  });
});
