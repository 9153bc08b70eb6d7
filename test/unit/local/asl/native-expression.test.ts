import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import type { AstNode } from '../../../../lib/local/asl/expression-ast.ts';
import { registerFunctions, type Scope } from '../../../../lib/local/asl/functions.ts';
import { functionNames } from '../../../../lib/local/asl/native/function-names.ts';
import { compileNative } from '../../../../lib/local/asl/native/native-expression.ts';
import { needsEngine } from '../../../../lib/local/asl/native/native-value.ts';
import { toPlainJson } from '../../../../lib/local/asl/plain-json.ts';
import type { Json } from '../../../../lib/workflow/json.ts';

const host = { now: Date.UTC(2026, 4, 1), random: () => 0.5, hash: () => '' };

function statesOf({ x = null, y = null }: Readonly<Record<string, Json>>) {
  return { input: x, context: y };
}

/** What the engine says; its errors count as an answer of their own. */
async function engineSays(source: string, variables: Readonly<Record<string, Json>>): Promise<unknown> {
  const engine = jsonata(source);
  registerFunctions(engine);
  try {
    const bindings = { ...variables, states: statesOf(variables), 'expression host': host };
    const value: unknown = await engine.evaluate(undefined, bindings);
    return value === undefined ? undefined : toPlainJson(value);
  } catch (error) {
    return { failed: String((error as { code?: unknown }).code) };
  }
}

function nativeSays(source: string, variables: Readonly<Record<string, Json>>): unknown {
  const states = statesOf(variables);
  const scope: Scope = {
    known: { input: states.input },
    lookup: (name) => (name === 'states' ? states : Object.hasOwn(variables, name) ? variables[name] : undefined),
    host,
  };
  const native = compileNative(jsonata(source).ast() as unknown as AstNode);
  return native === undefined ? needsEngine : native(scope);
}

const names = ['a', 'b', 'length', 'constructor', '__proto__', '_jsonata_function', '_jsonata_lambda', 'sequence'];
const key = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'b'), weight: 4 },
  { arbitrary: fc.constantFrom(...names), weight: 1 },
);

const texts = [
  '',
  'a',
  'text',
  'ex',
  '10',
  '2026-05-01T09:30:00Z',
  '2026-05-01T09:30:00.5+02:00',
  '2026-13-01T00:00:00Z',
  '€𝄞',
];
const scalars: Json[] = [null, true, false, 0, 1, -2.5, 10, 0.1, 1e21, 1.1234567890123457, ...texts];

const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...scalars),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 3, selector: ([name]) => name })
      .map(
        (entries) => JSON.parse(`{${entries.map(([name, value]) => `"${name}":${JSON.stringify(value)}`)}}`) as Json,
      ),
  ),
}));

const step = fc.oneof(
  { arbitrary: key.map((name) => `.\`${name}\``), weight: 4 },
  { arbitrary: fc.tuple(key, fc.integer({ min: -3, max: 3 })).map(([name, at]) => `.\`${name}\`[${at}]`), weight: 2 },
  { arbitrary: key.map((name) => `.\`${name}\`[1.7]`), weight: 1 },
);
const roots = [
  '$x',
  '$y',
  '$missing',
  '$count',
  '$toString',
  '$states',
  '$states.input',
  '$states.context',
  '$states.result',
];
const path = fc
  .tuple(fc.constantFrom(...roots), fc.array(step, { maxLength: 3 }))
  .map(([root, steps]) => root + steps.join(''));

const functions = [
  'exists',
  'not',
  'boolean',
  'type',
  'count',
  'string',
  'length',
  'lowercase',
  'uppercase',
  'toMillis',
];
const operators = ['and', 'or', '=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '&', 'in'];

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    path,
    fc.constantFrom(...scalars).map((value) => JSON.stringify(value)),
    fc.constant('$millis()'),
    fc
      .tuple(tie('expression'), fc.constantFrom(...operators), tie('expression'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc.tuple(fc.constantFrom(...functions), tie('expression')).map(([name, a]) => `$${name}(${a})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `$contains(${a}, ${b})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}) ? (${b})`),
    fc.tuple(key, tie('expression'), key, tie('expression')).map(([k, a, l, b]) => `{"${k}": ${a}, "${l}": ${b}}`),
  ),
}));

describe('what is evaluated without the engine is what the engine gives', () => {
  async function agree(source: string, variables: Readonly<Record<string, Json>>): Promise<boolean> {
    const answer = nativeSays(source, variables);
    if (answer === needsEngine) {
      return false;
    }
    expect(answer, source).toEqual(await engineSays(source, variables));
    return true;
  }

  test('paths', async () => {
    await fc.assert(
      fc.asyncProperty(path, anyValue, anyValue, async (source, x, y) => {
        await agree(source, { x, y });
      }),
      { numRuns: 3_000 },
    );
  });

  test('expressions', async () => {
    let native = 0;
    await fc.assert(
      fc.asyncProperty(expression, anyValue, anyValue, async (source, x, y) => {
        native += (await agree(source, { x, y })) ? 1 : 0;
      }),
      { numRuns: 6_000 },
    );

    expect(native).toBeGreaterThan(2_000);
  });

  test('a variable that hides a function', async () => {
    await fc.assert(
      fc.asyncProperty(expression, fc.constantFrom(...functions), anyValue, async (source, hidden, x) => {
        await agree(source, { x, [hidden]: 'hidden' });
      }),
      { numRuns: 500 },
    );
  });
});

test.each<[string, unknown]>([
  ['"text"', 'text'],
  ['-4.5', -4.5],
  ['null', null],
  ['$x.a.b[0].c', 7],
  ['$exists($x.a) and $type($x.n) = "number" and $x.n >= 10', true],
  ['$exists($nothing.a) or $x.n in [10]', needsEngine],
  ['$x.n in $x.list', true],
  ['$not($exists($nothing))', true],
  ['$x.n > 5 ? "high" : "low"', 'high'],
  ['"n: " & $x.n', 'n: 12'],
  ['$contains($lowercase($x.t), "te")', true],
  ['$toMillis("2026-05-01T00:00:00Z") <= $millis()', true],
])('%s needs no engine', (source, value) => {
  const x = { a: { b: [{ c: 7 }] }, n: 12, list: [1, 12], t: 'TEXT' };

  expect(nativeSays(source, { x })).toBe(value);
});

test('an object needs no engine, and what is nothing is left out of it', () => {
  const source = '{"route": "large", "saw": {"event.total": $x.n}, "none": $x.nothing}';

  expect(nativeSays(source, { x: { n: 12 } })).toEqual({ route: 'large', saw: { 'event.total': 12 } });
});

test.each([
  '$x + "a"',
  '"a" < 3',
  '1 / 0',
  '$lowercase(5)',
  '$contains("a")',
  '$x.a.b',
  '$x = $x',
  '$not($x)',
  '{"a": $x.a.b}',
  '$toMillis("yesterday")',
])('%s is left to the engine, which knows the error or looks inside', (source) => {
  expect(nativeSays(source, { x: [{ a: [{ b: 1 }] }] })).toBe(needsEngine);
});

test.each([
  '$x[]',
  '$x.a[]',
  '$x[0]',
  '$x.a[b = 1]',
  '$x.a[0][0]',
  '$x.*',
  '$x{a: b}',
  '{"a": 1, "a": 2}',
  '{"__proto__": 1}',
  '{"_jsonata_lambda": 1}',
  '{$x: 1}',
  '{"a": $sum($x)}',
  '-$x',
  '$x#$i.a',
  '$x.a.$y',
  'a.b',
  '$',
  '"a"[0]',
  '($a := 1; $a)',
  '$sum($x)',
  '$toString($x)',
  '$exists()',
  '$f(1)(2)',
  '[1..3]',
  '$x ? [1] : 2',
  '$x ~> $count()',
  '$exists(?)',
  `${'('.repeat(60)}1${')'.repeat(60)}`,
])('%s is not even tried', (source) => {
  expect(compileNative(jsonata(source).ast() as unknown as AstNode)).toBeUndefined();
});

test('the names of functions are those that JSONata and Step Functions have', () => {
  const source = readFileSync(createRequire(import.meta.url).resolve('jsonata/jsonata.js'), 'utf8');
  const bound = [...source.matchAll(/(?:staticFrame|environment)\.bind\('([A-Za-z0-9]+)'/gu)].map(([, name]) => name);

  const expected = new Set([...bound, 'partition', 'range', 'hash', 'random', 'uuid', 'parse']);
  expect([...functionNames].sort()).toEqual([...expected].sort());
});
