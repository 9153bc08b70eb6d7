import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestName, suggestion } from '../../../../lib/workflow/references/nearest-name.ts';

const known = ['lead.created', 'lead.status_changed', 'message.received', 'order.placed', 'to'];

test.each([
  ['lead.creatd', 'lead.created'],
  ['lead_created', 'lead.created'],
  ['Lead.Created', 'lead.created'],
  ['mesage.recieved', 'message.received'],
  ['ot', 'to'],
  ['order.place', 'order.placed'],
])('%s is taken for %s', (name, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});

test.each(['cart.abandoned', '', 'xyz'])('nothing is near %s', (name) => {
  expect(nearestName(name, known)).toBeUndefined();
});

test('of two equally near, the first is offered', () => {
  expect(nearestName('bat', ['cat', 'hat'])).toBe('cat');
});

test('a suggestion is a sentence, or nothing', () => {
  expect([suggestion('tu', known), suggestion('xyz', known)]).toEqual([' Did you mean "to"?', '']);
});

test('a name with one slip anywhere finds its way back', () => {
  const name = fc.stringMatching(/^[a-z]{6,20}$/);
  fc.assert(
    fc.property(name, fc.nat(), (right, seed) => {
      const position = seed % right.length;
      const wrong = right.slice(0, position) + right.slice(position + 1);
      expect(nearestName(wrong, [right])).toBe(right);
    }),
  );
});
