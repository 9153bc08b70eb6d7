import { expect, test } from 'vitest';
import { z } from 'zod';
import { findProblems } from '../../../../lib/workflow/schema/find-problems.ts';

test.each([
  ['a list that is short of several', z.array(z.number()).min(2), [1], 'SB215 This takes at least 2 items'],
  ['a type without a word of its own', z.date(), 5, 'SB203 This is 5. Write date'],
  ['what only zod has words for', z.base64(), '?', 'Invalid base64-encoded string'],
  ['a key that is missing', z.strictObject({ a: z.date() }), {}, 'SB202 "a" is missing. Write date'],
])('given %s, then the problem says so', (_what, schema, value, message) => {
  expect(findProblems(schema, value)).toMatchObject([{ message }]);
});
