import { expect, test } from 'vitest';
import { orderFlow } from '../../../../lib/compiler/data-flow/flow-order.ts';
import { graphOf } from '../compile-text.ts';

const TELL = 'do: notify.send, with: { to: support, text: hello }';

test('a step comes after all that lead to it, and is dominated by those that all ways pass', () => {
  const { root } = graphOf(`  - id: look
    routes:
      - { id: left, if: { field: event.total, above: 1 }, then: [{ id: a, ${TELL} }, { id: b, ${TELL} }] }
      - { id: right, if: { field: event.total, above: 0 }, then: [{ id: c, ${TELL} }, { id: d, ${TELL} }] }
    otherwise: [{ end: none }]
  - { id: last, ${TELL} }`);
  const { order, dominates, loopHeads } = orderFlow(root);
  expect(order.at(0)?.id).toBe('look');
  expect(order.at(-1)?.id).toBe('last');
  expect(dominates('look', 'last')).toBe(true);
  expect(dominates('a', 'b')).toBe(true);
  expect(dominates('b', 'last')).toBe(false);
  expect(dominates('last', 'last')).toBe(false);
  expect(dominates('nowhere', 'last')).toBe(false);
  expect(loopHeads.size).toBe(0);
});

test('a step that a jump comes back to starts a loop', () => {
  const { root } = graphOf(`  - { id: first, ${TELL} }
  - { id: again, ${TELL} }
  - wait: 1 hour
  - { goto: again, times: 2 }`);
  const { loopHeads, dominates } = orderFlow(root);
  expect([...loopHeads]).toEqual(['again']);
  expect(dominates('again', 'goto_again')).toBe(true);
});
