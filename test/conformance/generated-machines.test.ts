import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMachine } from '../../lib/local/asl/load-machine.ts';
import { runToEnd } from '../../lib/local/asl/run-execution.ts';
import { invoke } from './asl-fragments.ts';
import { type MotoEngine, startMotoEngine } from './moto-engine.ts';

let moto: MotoEngine;
beforeAll(async () => {
  moto = await startMotoEngine();
});
afterAll(() => moto.close());

type Kind = 'task' | 'retried' | 'caught' | 'wait' | 'choice' | 'pass' | 'parallel' | 'map';
type States = Readonly<Record<string, object>>;

/** States in a row; each assigns a variable of its own, and gives on something of what it got. */
function row(kinds: readonly Kind[], inner: readonly Kind[], prefix: string): { StartAt: string; States: States } {
  const name = (at: number) => `${prefix}${at}`;
  const states = kinds.map((kind, at) => {
    const next = at === kinds.length - 1 ? undefined : name(at + 1);
    return [name(at), stateOf(kind, inner, name(at), next)] as const;
  });
  return { StartAt: name(0), States: Object.fromEntries(states) };
}

function stateOf(kind: Kind, inner: readonly Kind[], name: string, next: string | undefined): object {
  const on = next === undefined ? { End: true } : { Next: next };
  switch (kind) {
    case 'wait':
      return { Type: 'Wait', Seconds: 60, ...on };
    case 'pass':
      return {
        Type: 'Pass',
        Assign: { [`v${name}`]: '{% $hash($string($states.input), "MD5") %}' },
        Output: { got: '{% $states.input %}', by: '{% $states.context.State.Name %}' },
        ...on,
      };
    case 'choice':
      return next === undefined ? { Type: 'Pass', ...on } : choice(name, next);
    case 'parallel':
      return {
        Type: 'Parallel',
        Arguments: { got: '{% $states.input %}' },
        Branches: [row(inner, [], `${name}a`), row(inner, [], `${name}b`)],
        Retry: [{ ErrorEquals: ['Odd'], MaxAttempts: 1 }],
        ...(next === undefined ? {} : { Catch: [{ ErrorEquals: ['States.ALL'], Next: next }] }),
        ...on,
      };
    case 'map':
      return {
        Type: 'Map',
        Items: [1, 'two', { three: 3 }],
        MaxConcurrency: 1,
        ItemSelector: { item: '{% $states.context.Map.Item.Value %}', at: '{% $states.context.Map.Item.Index %}' },
        ItemProcessor: row(inner, [], `${name}m`),
        ...on,
      };
    default:
      return task(kind, name, next, on);
  }
}

function choice(name: string, next: string): object {
  return {
    Type: 'Choice',
    Choices: [
      {
        Condition: '{% $type($states.input) = "array" and $count($states.input) > 1 %}',
        Assign: { [`v${name}`]: '{% $type($states.input) %}' },
        Output: { chosen: '{% $states.input %}' },
        Next: next,
      },
      { Condition: '{% $type($states.input) = "string" %}', Next: next },
    ],
    Default: next,
    Assign: { [`v${name}`]: 'default' },
  };
}

function task(kind: 'task' | 'retried' | 'caught', name: string, next: string | undefined, on: object): object {
  const payload = { got: '{% $states.input %}', retry: '{% $states.context.State.RetryCount %}', who: name };
  const catchers = [
    {
      ErrorEquals: ['Even'],
      Next: next,
      Output: '{% $states.errorOutput.Error %}',
      Assign: { [`v${name}`]: '{% $states.errorOutput.Error %}' },
    },
    { ErrorEquals: ['States.TaskFailed'], Next: next },
  ];
  const retriers = [
    { ErrorEquals: ['Odd'], MaxAttempts: 2 },
    { ErrorEquals: ['States.ALL'], MaxAttempts: 1 },
  ];
  return invoke('any', payload, {
    Assign: { [`v${name}`]: '{% $states.result.Payload %}' },
    Output: '{% [$states.input, $states.result.Payload.n] %}',
    ...(kind === 'retried' ? { Retry: retriers } : {}),
    ...(kind === 'caught' && next !== undefined ? { Catch: catchers } : {}),
    ...on,
  });
}

/** What the function does follows from who calls it, for the how-manieth time. */
function answer(payload: unknown, salt: number): { readonly n: number } {
  const { who, retry } = payload as { who: string; retry: number };
  const sum = [...`${salt}${who}${retry}`].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 9_973, 7);
  const name = sum % 7 === 0 ? 'Odd' : sum % 7 === 1 ? 'Even' : undefined;
  if (name !== undefined) {
    // Without a stack: the engines' traces differ.
    throw Object.assign(new Error('failed'), { name, stack: '' });
  }
  return { n: sum };
}

const simple = fc.constantFrom<Kind>('task', 'retried', 'caught', 'wait', 'choice', 'pass');
const any = fc.oneof(simple, fc.constantFrom<Kind>('parallel', 'map'));

test('the embedded interpreter and moto come to the same end on generated machines, by the same events', async () => {
  const plans = [
    fc.array(any, { minLength: 1, maxLength: 5 }),
    fc.array(simple, { minLength: 1, maxLength: 3 }),
  ] as const;
  await fc.assert(
    fc.asyncProperty(...plans, fc.nat(99), async (kinds, inner, salt) => {
      const asl = { QueryLanguage: 'JSONata', ...row(kinds, inner, 's') };
      const input = { salt };

      const theirs = await moto.run({ asl, input, handlers: (payload: unknown) => answer(payload, salt) });
      const { state, history } = await runToEnd({
        machine: loadMachine(asl),
        input,
        invoke: (_resource, payload) => answer(payload, salt),
      });

      const told = JSON.stringify(asl);
      expect({ status: state.status, error: state.error }, told).toEqual({
        status: theirs.status,
        error: theirs.error,
      });
      if (state.status === 'SUCCEEDED') {
        expect({ output: state.output, variables: state.root.variables }, told).toEqual({
          output: theirs.output,
          variables: theirs.variables,
        });
      }
      // Branches side by side may interleave; moto leaves out the events of states that are cut off.
      if (!kinds.includes('parallel') && (state.status === 'SUCCEEDED' || !kinds.includes('map'))) {
        expect(
          history.map(({ event, previousEventId }) => [event.type, previousEventId]),
          told,
        ).toEqual(theirs.events.map(({ type, previousEventId }) => [type, previousEventId]));
      }
    }),
    { numRuns: 150 },
  );
}, 300_000);
