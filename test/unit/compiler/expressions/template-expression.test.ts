import jsonata from 'jsonata';
import { expect, test } from 'vitest';
import { templateExpression } from '../../../../lib/compiler/expressions/template-expression.ts';
import { templatePaths } from '../../../../lib/compiler/expressions/template-paths.ts';
import { formatPath } from '../../../../lib/workflow/references/path.ts';

const writer = { path: (path: Parameters<typeof formatPath>[0]) => `$${formatPath(path)}` };

async function rendered(text: string): Promise<unknown> {
  const field = templateExpression(text, writer);
  if (!field.startsWith('{%')) return field;
  return await jsonata(field.slice(2, -2)).evaluate(undefined, { event: { a: 'Ada', n: 7, no: null, list: [1] } });
}

test.each([
  ['plain', 'plain'],
  ['Hello {{ event.a }}!', 'Hello Ada!'],
  ['{{ event.n }}', '7'],
  ['{{ event.gone }}', ''],
  ["{{ event.no | default: 'x' }}", 'x'],
  ['{{ event.gone | default: event.a | upcase }}', 'ADA'],
  ['{{ event.a | downcase }}', 'ada'],
  ['{{ event.list }}', '[1]'],
  ['{% $states %}', '{% $states %}'],
])('%s becomes %j', async (text, expected) => {
  expect(await rendered(text)).toBe(expected);
});

test('a filter that JSONata has not is refused', () => {
  expect(() => templateExpression('{{ event.a | truncate: 3 }}', writer)).toThrow(
    expect.objectContaining({ code: 'SB407' }),
  );
});

test('paths are found in every text of a value, filters included', () => {
  const value = { a: ['{{ event.a | default: event.b }}', 7, null], b: { c: 'plain {{ steps.x.y }}' }, d: '{% tag %}' };
  expect(templatePaths(value).map(formatPath)).toEqual(['event.a', 'event.b', 'steps.x.y']);
  expect(templatePaths(undefined)).toEqual([]);
});
