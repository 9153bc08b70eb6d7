import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventRuler, startEventRuler } from './event-ruler.ts';

let ruler: EventRuler;
beforeAll(() => {
  ruler = startEventRuler();
});
afterAll(() => ruler.close());

const event = {
  source: 'shop',
  'detail-type': 'order.placed',
  detail: { amount: 12.5, tags: ['a', 'b'], name: 'Änne' },
};

test.each([
  [{ source: ['shop'] }, true],
  [{ source: ['crm'] }, false],
  [{ 'detail-type': ['order.placed', 'order.paid'], source: ['shop'] }, true],
  [{ detail: { amount: [{ numeric: ['>', 10, '<=', 12.5] }] } }, true],
  [{ detail: { amount: [{ numeric: ['>', 12.5] }] } }, false],
  [{ detail: { tags: ['b'] } }, true],
  [{ detail: { name: [{ prefix: 'Än' }] } }, true],
  [{ detail: { gone: [{ exists: false }] } }, true],
  [{ detail: { name: [{ 'anything-but': ['Änne'] }] } }, false],
  [{ $or: [{ source: ['crm'] }, { detail: { tags: ['a'] } }] }, true],
])('%j → %s', async (pattern, expected) => {
  expect(await ruler.matches(pattern, event)).toBe(expected);
});

test('many questions at once are answered in their order', async () => {
  const answers = await Promise.all(
    Array.from({ length: 2_000 }, (_, n) => ruler.matches({ detail: { n: [n % 2] } }, { detail: { n: n % 3 } })),
  );
  expect(answers).toEqual(Array.from({ length: 2_000 }, (_, n) => n % 2 === n % 3));
});

test('a pattern that EventBridge refuses is an error', async () => {
  await expect(ruler.matches({ source: 'shop' }, event)).rejects.toThrow('event-ruler refused the pattern');
});
