import fc from 'fast-check';
import jsonata from 'jsonata';
import { expect, test } from 'vitest';
import type { AstNode } from '../../../../lib/local/asl/expression-ast.ts';
import { compileNative, needsEngine } from '../../../../lib/local/asl/native-path.ts';
import { toPlainJson } from '../../../../lib/local/asl/plain-json.ts';
import type { Json } from '../../../../lib/workflow/json.ts';

const names = ['a', 'b', 'c', 'length', 'constructor', '__proto__', '_jsonata_function', 'sequence', 'tupleStream'];

const key = fc.constantFrom(...names);
const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, 1, -2.5, '', 'text'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
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
const path = fc
  .tuple(fc.constantFrom('$x', '$missing', '$count'), fc.array(step, { maxLength: 4 }))
  .map(([root, steps]) => root + steps.join(''));

test('what is evaluated without the engine is what the engine gives', async () => {
  await fc.assert(
    fc.asyncProperty(path, anyValue, async (source, x) => {
      const engine = jsonata(source);
      const native = compileNative(engine.ast() as unknown as AstNode);
      const answer = native?.((name) => (name === 'x' ? x : undefined));
      if (answer !== needsEngine) {
        const expected: unknown = await engine.evaluate(undefined, { x });
        expect(answer).toEqual(expected === undefined ? undefined : toPlainJson(expected));
      }
    }),
    { numRuns: 3_000 },
  );
});

test('plain paths over objects need no engine', () => {
  const native = compileNative(jsonata('$x.a.b[0].c').ast() as unknown as AstNode);

  expect(native?.(() => ({ a: { b: [{ c: 7 }] } }))).toBe(7);
});

test.each([
  ['"text"', 'text'],
  ['-4.5', -4.5],
  ['true', true],
  ['null', null],
])('the literal %s needs no engine', (source, value) => {
  expect(compileNative(jsonata(source).ast() as unknown as AstNode)?.(() => undefined)).toBe(value);
});

test('a path over a list is left to the engine, which maps', () => {
  const native = compileNative(jsonata('$x.a.b').ast() as unknown as AstNode);

  expect(native?.(() => ({ a: [{ b: 1 }, { b: 2 }] }))).toBe(needsEngine);
});

test.each([
  '$x + 1',
  '$x[]',
  '$x.a[]',
  '$x[0]',
  '$x.a[b = 1]',
  '$x.a[0][0]',
  '$x.*',
  '$x{a: b}',
  '$x#$i.a',
  '$x.a.$y',
  'a.b',
  '$',
  '"a"[0]',
])('%s is left to the engine', (source) => {
  expect(compileNative(jsonata(source).ast() as unknown as AstNode)).toBeUndefined();
});
