import { describe, expect, test } from 'vitest';
import { renderInput } from '../../../../lib/engine/rendering/render-input.ts';
import type { RenderScope } from '../../../../lib/engine/rendering/render-scope.ts';
import type { Json, JsonObject } from '../../../../lib/workflow/json.ts';

const scope = (roots: JsonObject): RenderScope => ({ roots, now: '2026-03-01T23:30:00Z', zone: 'Europe/Berlin' });
const render = (value: Json, roots: JsonObject = {}): Json | undefined => renderInput({ value }, scope(roots)).value;
const failure = (value: Json, roots: JsonObject = {}): string => {
  try {
    return `rendered ${JSON.stringify(render(value, roots))}`;
  } catch (error) {
    return String(error);
  }
};

describe('A value that is one {{ … }} keeps its type', () => {
  test.each<[string, Json]>([
    ['a list', [{ sku: 'TEA' }]],
    ['an object', { a: 1 }],
    ['a number', 0.9],
    ['a boolean', false],
    ['a text', 'x'],
  ])('%s stays one', (_name, held) => {
    expect(render('{{ event.held }}', { event: { held } })).toEqual(held);
  });

  test('filters keep types, too', () => {
    expect(render('{{ event.lines | map: "sku" }}', { event: { lines: [{ sku: 'a' }, { sku: 'b' }] } })).toEqual([
      'a',
      'b',
    ]);
    expect(render('{{ event.lines | size }}', { event: { lines: [1, 2] } })).toBe(2);
    expect(render('{{ event.total | times: 2 | plus: 1 }}', { event: { total: 20 } })).toBe(41);
  });

  test('missing and null values are left out, of maps and of lists', () => {
    const rendered = renderInput(
      { set: { a: '{{ event.none }}', b: '{{ event.nil }}', c: 1 }, add: ['{{ event.none }}', 'kept'] },
      scope({ event: { nil: null } }),
    );
    expect(rendered).toEqual({ set: { c: 1 }, add: ['kept'] });
  });

  test('a default stands in for what is missing', () => {
    expect(render("{{ contact.first_name | default: 'there' }}", {})).toBe('there');
  });

  test('a result that is no number is an error, never a silent null', () => {
    expect(failure('{{ event.a | divided_by: 0 }}', { event: { a: 1 } })).toContain('no number');
  });
});

describe('Text around {{ … }} makes text', () => {
  test('scalars are written as they are, missing ones as nothing', () => {
    expect(
      render('a{{ event.n }}b{{ event.t }}c{{ event.none }}{{ event.nil }}d', {
        event: { n: 1.5, t: true, nil: null },
      }),
    ).toBe('a1.5btruecd');
  });

  test.each<[string, Json, string]>([
    ['list', [1], 'a list cannot stand in text'],
    ['object', { a: 1 }, 'an object cannot stand in text'],
  ])('a %s is an error that names the field', (_name, held, problem) => {
    const message = failure('x {{ event.held }}', { event: { held } });
    expect(message).toContain(problem);
    expect(message).toContain('value');
  });

  test('the error names nested fields and items, and no values', () => {
    const input = { body: { lines: ['ok', 'x {{ event.secret }}'] } };
    expect(() => renderInput(input, scope({ event: { secret: ['hunter2'] } }))).toThrow(/body\.lines\[1\]/);
    expect(() => renderInput(input, scope({ event: { secret: ['hunter2'] } }))).not.toThrow(/hunter2/);
  });
});

describe('What is no template stays as it is', () => {
  test.each<[Json]>([['plain'], [5], [true], [null], ['a } b {'], ['now']])('%j', (value) => {
    expect(render(value)).toEqual(value);
  });
});

describe('References', () => {
  test('odd names stand in backticks', () => {
    expect(render('{{ event.`Order-No` }}', { event: { 'Order-No': 'A1' } })).toBe('A1');
    expect(render('{{ event.`a"b` }}', { event: { 'a"b': 'A2' } })).toBe('A2');
    expect(render('{{ event.x | default: ".`kept`" }}', {})).toBe('.`kept`');
    expect(render("{{ event.x | default: '.`kept`' }}", {})).toBe('.`kept`');
  });

  test('indexes read items', () => {
    expect(render('{{ event.lines[1].sku }}', { event: { lines: [{ sku: 'a' }, { sku: 'b' }] } })).toBe('b');
  });

  test('now is the moment the step was entered, its parts are in the zone', () => {
    expect(render('{{ now }}')).toBe('2026-03-01T23:30:00Z');
    expect(render('at {{ now }}')).toBe('at 2026-03-01T23:30:00Z');
    expect(render('{{ now.date }} {{ now.clock }} {{ now.weekday }}')).toBe('2026-03-02 00:30 mon');
    expect(render('{{ now | date: "%H:%M" }}')).toBe('00:30');
    expect(render('{{ now | json }}')).toBe('"2026-03-01T23:30:00Z"');
    expect(render('{{ now.year }}')).toBeUndefined();
  });
});

describe('Filters', () => {
  test.each<[string, Json]>([
    ['{{ event.t | upcase }}', 'ÄB C'],
    ['{{ event.t | downcase }}', 'äb c'],
    ['{{ event.low | capitalize }}', 'Word'],
    ['{{ event.t | truncate: 3, "" }}', 'Äb '],
    ['{{ event.n | round: 1 }}', 2.3],
    ['{{ event.n | minus: 1 | round }}', 1],
    ['{{ event.lines | join: ", " }}', 'a, b'],
    ['{{ event.lines | first }}', 'a'],
    ['{{ event.lines | last }}', 'b'],
    ['{{ event.csv | split: "," }}', ['x', 'y']],
    ['{{ event.csv | replace: ",", ";" }}', 'x;y'],
    ['{{ event.lines | json }}', '["a","b"]'],
    ['https://x/{{ event.t | url_encode }}?q={{ event.none | url_encode }}', 'https://x/%C3%84b%20c?q='],
  ])('%s', (template, expected) => {
    const event = { t: 'Äb c', low: 'word', n: 2.34, lines: ['a', 'b'], csv: 'x,y' };
    expect(render(template, { event })).toEqual(expected);
  });

  test('a list cannot be encoded for an address', () => {
    expect(render('{{ event.lines | url_encode }}', { event: { lines: ['a'] } })).toBe('a');
  });

  test.each(['raw', 'escape', 'where_exp', 'base64_decode', 'sort'])('%s does not exist', (filter) => {
    expect(failure(`{{ event.x | ${filter} }}`)).toContain('undefined filter');
  });
});

describe('Dates', () => {
  test('are written in the workflow’s zone', () => {
    expect(render("{{ contact.renewal_date | date: '%d.%m.%Y' }}", { contact: { renewal_date: '2026-12-24' } })).toBe(
      '24.12.2026',
    );
    expect(render("{{ event.at | date: '%d.%m. %H:%M' }}", { event: { at: '2026-07-01T22:30:00Z' } })).toBe(
      '02.07. 00:30',
    );
  });

  test('have a form of their own when none is given', () => {
    expect(render('{{ event.at | date }}', { event: { at: '2026-07-01T22:30:00Z' } })).toBe('2026-07-02 00:30');
  });

  test('a missing date is missing, and may have a default', () => {
    expect(render("{{ event.at | date: '%Y' }}")).toBeUndefined();
    expect(render("{{ event.at | date: '%Y' | default: 'soon' }}", { event: { at: '' } })).toBe('soon');
  });

  test.each([['yesterday'], ['now'], [5]])('%j is no date, which is an error', (at) => {
    expect(failure("{{ event.at | date: '%Y' }}", { event: { at } })).toContain('takes a date');
  });
});

describe('What templates cannot do', () => {
  test('tags belong into message templates alone', () => {
    expect(failure('{% if event.x %}{{ event.x }}{% endif %}')).toContain('not found');
    expect(failure('{% include "x" %}')).toContain('not found');
  });

  test('nothing is read from prototypes', () => {
    expect(render('{{ event.constructor }}', { event: { a: 1 } })).toBeUndefined();
    expect(render('{{ event.a.__proto__ }}', { event: { a: 'x' } })).toBeUndefined();
  });

  test('a template that does not parse is the action’s error template_failed', () => {
    expect(() => render('{{ event. }')).toThrow(expect.objectContaining({ code: 'template_failed', kind: 'invalid' }));
  });

  test('the work of a template is bounded', () => {
    const long = 'x'.repeat(90_000);
    const grow = `{{ event.long ${'| replace: "x", "xxxxx"'.repeat(5)} }}`;
    expect(failure(grow, { event: { long } })).toContain('memory alloc limit exceeded');
    expect(failure(`{{ event.x }}${'y'.repeat(200_001)}`)).toContain('parse length limit exceeded');
  });
});

describe('HTML fields', () => {
  test('what is put there is escaped, whatever stands around it', () => {
    const input = { html: '{{ event.name }}', text: '{{ event.name }}' };
    expect(renderInput(input, scope({ event: { name: '<b>&"\'' } }), ['html'])).toEqual({
      html: '&lt;b&gt;&amp;&#34;&#39;',
      text: '<b>&"\'',
    });
  });
});
