import { describe, expect, test } from 'vitest';
import { formatPath } from '../../../../lib/workflow/references/path.ts';
import {
  isTemplate,
  isWholeReference,
  type ParsedTemplate,
  parseTemplate,
  pathsOf,
  referencesOf,
  type Template,
} from '../../../../lib/workflow/references/template.ts';

/** A short form: text as it is, references as `<path|filter(arguments)>`. */
function shortForm(template: ParsedTemplate): string {
  if ('problem' in template) return template.problem;
  return template.parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const filters = part.filters.map(({ name, arguments: given }) => {
        const shown = given.map((one) => (one.kind === 'path' ? formatPath(one.path) : JSON.stringify(one.value)));
        return `|${name}(${shown.join(',')})`;
      });
      return `<${formatPath(part.path)}${filters.join('')}>`;
    })
    .join('');
}

function parsed(text: string): Template {
  const template = parseTemplate(text);
  if ('problem' in template) throw new Error(template.problem);
  return template;
}

describe('a template', () => {
  test.each([
    ['', ''],
    ['plain }} text', 'plain }} text'],
    ['{{ now }}', '<now>'],
    ["Hi {{contact.first_name|default:'there'}}!", 'Hi <contact.first_name|default("there")>!'],
    ['{{ event.`Order-No` }}{{ a[0].b }}', '<event.`Order-No`><a[0].b>'],
    [
      '{{ a | times: 2 | round: 1, -0.5 }}',
      '"{{ a | times: 2 | round: 1, -0.5 }}": The filter round takes 0 to 1 arguments, not 2',
    ],
    ['{{ a | times: -2.5 | round }}', '<a|times(-2.5)|round()>'],
    ['{{ a | replace: "}}", b.c }}', '<a|replace("}}",b.c)>'],
    ['{{ a | default: true }}{{ a | default: falsehood }}', '<a|default(true)><a|default(falsehood)>'],
    ["{{ d | date: '%d.%m.%Y' }}", '<d|date("%d.%m.%Y")>'],
  ])('given %j, then it is taken apart', (text, form) => {
    expect(shortForm(parseTemplate(text))).toBe(form);
  });

  test.each([
    ['a {% if b %}', 'tags live in message templates only'],
    ['{{ a', 'is not closed. Write }} at its end'],
    ["{{ a | default: '}} }}", 'is not closed'],
    ['{{ }}', 'names no value'],
    ['{{ 5 }}', 'names no value'],
    ['{{ a b }}', 'I cannot read "b"'],
    ['{{ a | }}', 'I cannot read "|"'],
    ['{{ a | shout }}', 'there is no filter "shout". Filters are default, date'],
    ['{{ a | defualt: 1 }}', 'there is no filter "defualt". Did you mean "default"?'],
    ['{{ a | default }}', 'The filter default takes 1 argument, not 0'],
    ['{{ a | upcase: 1 }}', 'The filter upcase takes no arguments, not 1'],
    ['{{ a | plus: }}', "a filter's argument is a text in quotes, a number, true, false or a path, not nothing"],
    ['{{ a | plus: - }}', 'or a path, not -'],
  ])('given %j, then the mend is told', (text, mend) => {
    expect(parseTemplate(text)).toEqual({ problem: expect.stringContaining(mend) });
  });

  test('given a reference, then its source and place are known', () => {
    expect(referencesOf(parsed('x {{ a }} y'))).toMatchObject([{ source: '{{ a }}', start: 2 }]);
  });

  test.each([
    ['{{ a }}', true],
    ["{{ a | default: 'x' }}", true],
    [' {{ a }}', false],
    ['{{ a }}{{ b }}', false],
    ['a', false],
    ['', false],
  ])('given %j, then whether it is one whole reference is %s', (text, whole) => {
    expect(isWholeReference(parsed(text))).toBe(whole);
  });

  test('given filters with paths, then the paths of a reference are all that it reads', () => {
    const [reference] = referencesOf(parsed("{{ a.b | default: c | replace: 'x', d[0] }}"));
    expect(reference === undefined ? [] : pathsOf(reference).map(formatPath)).toEqual(['a.b', 'c', 'd[0]']);
  });

  test.each([
    ['{{ a }}', true],
    ['{% if %}', true],
    ['{ a }', false],
  ])('given %j, then whether it is a template is %s', (text, template) => {
    expect(isTemplate(text)).toBe(template);
  });
});
