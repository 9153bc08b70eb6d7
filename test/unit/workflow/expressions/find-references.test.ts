import { expect, test } from 'vitest';
import { findReferences } from '../../../../lib/workflow/expressions/find-references.ts';
import { formatPath } from '../../../../lib/workflow/references/path.ts';

test.each([
  ['steps.credit.body.score * 100 > event.lead.amount', ['steps.credit.body.score', 'event.lead.amount']],
  ['event.lines[0].sku = "x"', ['event.lines[0].sku']],
  ['event.lines[sku = "x"].quantity', ['event.lines']],
  ['event.lines.(price * quantity)', ['event.lines']],
  ['event.lines[sku = $$.contact.id]', ['event.lines', 'contact.id']],
  ['$.event.total', ['event.total']],
  ['event.lines[$.sku = 1]', ['event.lines']],
  ['$map(event.lines, function($line) { $line.sku & run.id })', ['event.lines', 'run.id']],
  ['`event`.`Order-No`', ['event.`Order-No`']],
  ['event.lines^(price)', ['event.lines']],
  ['event.lines{sku: price}', ['event.lines']],
  ['event ~> |lines|{"price": 1}|', ['event']],
  ['{"event": event.total}', ['event.total']],
  ['/* event.a */ event.b', ['event.b']],
  ['$contains(event.note, /event/)', ['event.note']],
  ['(event).total', ['event']],
  ['event.lines[sku = "x"][0]', ['event.lines']],
  ['$$[0].event.total', []],
  ['$$#$i.event.total', []],
  ['1 + 2', []],
])('%s reads %j', (source, expected) => {
  expect(findReferences(source).map(({ path }) => formatPath(path))).toEqual(expected);
});

test('what does not parse is told with its place', () => {
  expect(() => findReferences('event.')).toThrow(
    expect.objectContaining({ code: 'SB430', message: expect.stringMatching(/^In "event\.": .* near character 6: /) }),
  );
});
