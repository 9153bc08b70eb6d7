import jsonata from 'jsonata';
import jsonata206 from 'jsonata-2.0.6';
import { describe, expect, test } from 'vitest';
import { EXPRESSION_FUNCTIONS } from '../../../../lib/workflow/checks/expressions/expression-functions.ts';
import { issuesOfCondition } from './checked.ts';

function issuesOfExpression(source: string): string[] {
  return issuesOfCondition(`{ expression: ${JSON.stringify(source)} }`).map((issue) =>
    issue.replace('if/expression ', ''),
  );
}

describe('C7 expressions that Step Functions runs', () => {
  test.each([
    'event.total > 5 and contact.email = "a"',
    '$sum(event.lines.quantity) > 3',
    '$count(event.lines[quantity > 2]) > 1',
    'event.lines[0].sku = "A"',
    'event.lines[sku = $$.event.contact_id].quantity > 1',
    '$map(event.lines, function($line) { $line.quantity * 2 })[0] > 1',
    '($rate := 2; event.total * $rate > 5)',
    '$match(event.contact_id, /^a+$/i)',
    '$.event.total = 5',
    'event.lines^(>quantity)[0].sku = "A"',
    'event.lines{sku: quantity}.A = 1',
    'event.paid ? true : false',
    'event.contact_id ~> $uppercase = "A"',
    '$now() > event.at and $millis() > 0',
    '$hash(event.contact_id, "SHA-256") = "x"',
    '-event.total < 0',
    'event.extra.`odd name`[0][1] = 1',
    'event.lines.(quantity + 1)[0] = 1',
    'event.lines#$i[$i = 0].sku = "A"',
    'event.lines[0]#$i.sku = "A" and $i != 1',
    'event.lines@$line.sku = $line.sku',
    'event.extra.* = 1',
    'now.clock > "09:00"',
    'true',
  ])('%s', (source) => {
    expect(issuesOfExpression(source)).toEqual([]);
  });

  test('every function is one of 2.0.6, or Step Functions’ own', () => {
    const added = ['hash', 'parse', 'partition', 'range', 'uuid', 'random'];
    const known = (name: string) => jsonata206(`$type($${name})`).evaluate({});
    return Promise.all(
      [...EXPRESSION_FUNCTIONS]
        .filter((name) => !added.includes(name))
        .map(async (name) => {
          expect([name, await known(name)]).toEqual([name, 'function']);
        }),
    );
  });
});

describe('expressions that it does not run', () => {
  test.each([
    [
      'event.total >',
      'SB430 The expression is no JSONata near character 13: Unexpected end of expression. Mend it there',
    ],
    [
      '%.x',
      "SB430 The expression is no JSONata: The object representing the 'parent' cannot be derived from this expression. Mend it there",
    ],
    ['event.total ?? 5', 'SB432 Step Functions has no ??. Write $exists(a) ? a : b'],
    ['event.paid ?: false', 'SB432 Step Functions has no ?:. Write a ? a : b'],
    ['$eval("1")', 'SB432 Step Functions has no $eval. Write the expression out'],
    ['$states.input.x', 'SB432 There is no $states here. Write event, contact, steps.<id> or run'],
    ['$upercase(event.contact_id)', 'SB432 There is no function or variable $upercase. Did you mean "uppercase"?'],
    ['$line.sku', 'SB432 There is no function or variable $line.'],
    ['$', 'SB432 A path begins with a root such as event or steps, not with $, $$, * or **. Name the root'],
    ['$keys($$)', 'SB432 A path begins with a root such as event or steps, not with $, $$, * or **. Name the root'],
    ['$$[0].event', 'SB432 A path begins with a root such as event or steps, not with $, $$, * or **. Name the root'],
    ['*.total', 'SB432 A path begins with a root such as event or steps, not with $, $$, * or **. Name the root'],
    ['**', 'SB432 A path begins with a root such as event or steps, not with $, $$, * or **. Name the root'],
    ['evnt.total', 'SB410 In evnt.total: A path cannot begin with "evnt". Did you mean "event"?'],
    ['event.totl[0]', 'SB412 In event.totl[0]: event has no field "totl". Did you mean "total"?'],
    [
      'event.lines[sku = $$.event.contct_id]',
      'SB412 In event.contct_id: event has no field "contct_id". Did you mean "contact_id"?',
    ],
    [
      '$contains(event.contact_id, /(a+)+$/)',
      'SB445 "(a+)+$" can take for ever on some texts. Do not repeat what is repeated already, as in (a+)+, nor give two ways to read one text',
    ],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'SB433 The expression is nested more than 50 levels deep. Split it'],
    [
      `"${'x'.repeat(4000)}" = "x"`,
      'SB433 The expression has 4008 characters, and at most 4000 are taken. Split it, or compute in an action of your own',
    ],
  ])('%s', (source, issue) => {
    expect(issuesOfExpression(source)).toEqual([issue]);
  });

  test('the operators that are refused are those that 2.0.6 lacks', () => {
    for (const source of ['a ?? b', 'a ?: b']) {
      expect(() => jsonata(source)).not.toThrow();
      expect(() => jsonata206(source)).toThrow();
    }
  });

  test('fields of items are not taken for roots', () => {
    expect(issuesOfExpression('event.lines[anything = 1].(whatever & other)')).toEqual([]);
  });

  test('a transform reads fields of its own object', () => {
    expect(issuesOfExpression('event.more ~> |$|{"seen": true}|')).toEqual([]);
  });
});
