import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import { mayGrow } from '../../../../lib/compiler/expressions/may-grow.ts';

describe('an expression', () => {
  test.each([
    ['$states.input.event.lead.amount >= 5000 and $exists($states.input.contact.email)'],
    ['lines[0].sku'],
    ['lines[n > 1 and $contains(sku, /^A/)].sku'],
    ['lines.*'],
    ['amount > 100 ? { "high": true, "list": [amount, 1] } : "low" & name'],
    ['$count(lines) - $sum(lines.n)'],
    ['-amount'],
  ])('%s cannot build more than its data holds', (source) => {
    expect(mayGrow(jsonata(source).ast())).toBe(false);
  });

  test.each([
    ["$pad('', 1e9)"],
    ['[1..10]'],
    ['list.[list]'],
    ['list.(a & b)'],
    ['list{ name: $sum(n) }'],
    ['function($x) { $x }'],
    ['(function($x) { $x })(1)'],
    ['($a := [1, 1]; $a)'],
    ['list ~> $count()'],
    ['$join(list, ?)'],
    ['list^(n)'],
    ['**'],
    ['list ~> | $ | { "a": 1 } |'],
    ['list[$map(x, $f)].n'],
  ])('%s may', (source) => {
    expect(mayGrow(jsonata(source).ast())).toBe(true);
  });
});
