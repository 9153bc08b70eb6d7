import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import { limitGrowth } from '../../../../lib/compiler/expressions/limit-growth.ts';

const KILOBYTE = 1024;

/** Evaluates with limits so small that a test can reach them; gives the value, or the message of the error. */
async function evaluate(source: string, input: unknown = {}): Promise<unknown> {
  const expression = jsonata(source, { stack: 100, timeout: 5_000, sequence: 10_000 });
  limitGrowth(expression, { value: 10 * KILOBYTE, total: 100 * KILOBYTE });
  try {
    return await expression.evaluate(input);
  } catch (error) {
    return Object(error).message;
  }
}

const EXCEEDED = 'Expression evaluation memory limit exceeded';

describe('an expression that would use up the memory', () => {
  test.each([
    ['pads a text', "$pad('', 1e9)"],
    ['pads a text on its left', "$pad('', -1e9, 'ab')"],
    ['joins with a long text between', "$join([1..1000].'x', $pad('', 100))"],
    ['replaces by a longer text', "$replace($pad('', 1000, 'a'), 'a', $pad('', 1000, 'b'))"],
    ['replaces each match by itself, many times', `$replace($pad('', 1000, 'a'), /a/, '${'$0'.repeat(20)}')`],
    ['doubles a text for ever', "($f := function($s) { $f($s & $s) }; $f('ab'))"],
    ['makes many texts', "[1..5000].$pad('', 1000)"],
    ['makes a list of lists', '[1..100].[[1..1000]]'],
    ['nests a list in itself', '($b := [[1], [1]]; $f := function($x) { $f([[$x], [$x]]) }; $f($b))'],
    ['makes an object of lists', '$merge([1..100].{ $string($): [1..100] })'],
    ['multiplies its data', 'list.[$$.list]'],
    ['keeps a function for each number', '$map([1..1000], function($x) { function() { $x } })'],
    ['groups into lists', '[1..1000]{ $string($): [1..100] }'],
  ])('%s: it ends with an error', async (_, source) => {
    const list = Array.from({ length: 200 }, (_item, index) => index);
    expect(await evaluate(source, { list })).toBe(EXCEEDED);
  });
});

describe('an expression within the limits says what it said', () => {
  test.each<[string, unknown]>([
    ["$pad('a', -3, '-')", '--a'],
    ['$pad(missing, 5)', undefined],
    ['$count([1, 2])', 2],
    ["$join(['a', 'b'], ', ')", 'a, b'],
    ["$join(['a', 'b'])", 'ab'],
    ["$join('a', ', ')", 'a'],
    ["$join(missing, ', ')", undefined],
    ["$replace('aab', 'a', 'x', 1)", 'xab'],
    ["$replace('aab', /a(b)/, '$1$0')", 'abab'],
    ["$replace('aab', /a/, function($m) { $uppercase($m.match) })", 'AAb'],
    ["['b', 'a'].$pad($, 2, '.') ~> $join('|')", 'b.|a.'],
    ['$map([1..3], function($x) { $x * 2 })', [2, 4, 6]],
    ['$reduce([1..200], function($a, $x) { $a + $x })', 20_100],
    ["$map([true, null], function($x) { { 'was': $x } })", [{ was: true }, { was: null }]],
  ])('%s', async (source, value) => {
    const result = await evaluate(source);
    expect(result === undefined ? result : JSON.parse(JSON.stringify(result))).toEqual(value);
  });

  test('each evaluation has all of it', async () => {
    const expression = jsonata("$pad('', 1000)");
    limitGrowth(expression, { value: 3_000, total: 3_000 });
    const lengths = await Promise.all([1, 2, 3].map(async () => (await expression.evaluate({})).length));
    expect(lengths).toEqual([1000, 1000, 1000]);
  });
});
