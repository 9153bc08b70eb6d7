import jsonata from 'jsonata-2.0.6';
import { expect, test } from 'vitest';
import { patternLiteral } from '../../../../lib/compiler/conditions/pattern.ts';
import { compilePattern } from '../../../../lib/compiler/conditions/pattern-engine.ts';

test.each([
  ['a/b', 'xa/by'],
  ['[(/]', '('],
  ['[^({[]+', 'a'],
  ['a{2,3}', 'aa'],
  ['a\\{2', 'a{2'],
  ['\\\\$', 'a\\'],
  ['[\\]]', ']'],
  ['(a|b)', 'b'],
  ['\n', 'a\nb'],
  ['[\n\r]', '\r'],
  ['a}b]', 'a}b]'],
])('the pattern %j finds as much in JSONata as in RE2', async (pattern, text) => {
  const written = patternLiteral(pattern, false);
  expect(written).not.toMatch(/[\n\r]/);
  expect(await jsonata(`$contains($text, ${written})`).evaluate(undefined, { text })).toBe(true);
  expect(compilePattern(pattern, false)(text)).toBe(true);
  expect(await jsonata(`$contains($text, ${written})`).evaluate(undefined, { text: 'zzz' })).toBe(
    compilePattern(pattern, false)('zzz'),
  );
});

test('case can be ignored', async () => {
  expect(patternLiteral('vip', true)).toBe('/vip/i');
  expect(compilePattern('vip', true)('VIP')).toBe(true);
});
