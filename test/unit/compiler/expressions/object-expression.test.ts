import { expect, test } from 'vitest';
import { objectExpression } from '../../../../lib/compiler/expressions/object-expression.ts';
import { formatPath, type Path } from '../../../../lib/workflow/references/path.ts';

function path(root: string, ...segments: readonly (string | number)[]): Path {
  return { root, segments };
}

test.each<[string, readonly Path[], string | undefined]>([
  ['nothing for no paths', [], undefined],
  [
    'values at their places',
    [path('event', 'a', 'b'), path('event', 'c')],
    '{"event": {"a": {"b": event.a.b}, "c": event.c}}',
  ],
  ['a whole instead of its parts', [path('event', 'a', 'b'), path('event', 'a')], '{"event": {"a": event.a}}'],
  ['no part of what is there as a whole', [path('event', 'a'), path('event', 'a', 'b')], '{"event": {"a": event.a}}'],
  ['the list before an index', [path('event', 'lines', 0, 'sku')], '{"event": {"lines": event.lines}}'],
  ['a root itself', [path('line')], '{"line": line}'],
])('the object has %s', (_what, paths, expected) => {
  expect(objectExpression(paths, formatPath)).toBe(expected);
});
