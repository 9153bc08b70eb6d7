import { describe, expect, test } from 'vitest';
import { BUILT_IN_RECORDS } from '../../../../lib/workflow/catalogue/records.ts';
import { loadMessage } from '../../../../lib/workflow/messages/load-message.ts';

const contact = BUILT_IN_RECORDS.contact;
const load = (text: string, file = 'statemachines/messages/welcome.message.yaml') =>
  loadMessage({ text, file, contact });
const codes = (text: string, file?: string) =>
  load(text, file).issues.map(({ code, line, column, severity }) => `${line}:${column} ${code} ${severity}`);
const welcome = (rest: string): string => `message: welcome\n${rest}`;

describe('A message file', () => {
  test('A2 is a subject, a text, perhaps HTML, and a default for each merge tag', () => {
    const { message, issues } = load(
      welcome(
        [
          'note: First mail',
          'from: Ana <ana@example.com>',
          'subject: Welcome, {{ data.first_name }}',
          'text: Hello {{ data.first_name }}',
          'html: <p>Hello {{ data.first_name }}</p>',
          'merge: { data.first_name: there, data.lines: [] }',
        ].join('\n'),
      ),
    );
    expect(issues).toEqual([]);
    expect(message).toEqual({
      id: 'welcome',
      from: 'Ana <ana@example.com>',
      subject: 'Welcome, {{ data.first_name }}',
      text: 'Hello {{ data.first_name }}',
      html: '<p>Hello {{ data.first_name }}</p>',
      merge: { 'data.first_name': 'there', 'data.lines': [] },
    });
  });

  test('needs no HTML, sender or merge tags', () => {
    expect(load(welcome('subject: Hi\ntext: Hello')).message).toEqual({
      id: 'welcome',
      subject: 'Hi',
      text: 'Hello',
      merge: {},
    });
  });

  test('may come without a file and without a catalogue', () => {
    const { message, issues } = loadMessage({
      text: welcome('subject: Hi\ntext: Hello {{ contact.nickname }}'),
    });
    expect(message?.id).toBe('welcome');
    expect(issues).toMatchObject([{ code: 'SB466' }]);
    expect(issues[0]).not.toHaveProperty('file');
  });
});

describe('What is wrong with a message file is told with its place', () => {
  test.each<[string, string, string[]]>([
    ['no YAML', 'message: [', ['1:11 SB100 error']],
    ['a missing text', welcome('subject: Hi'), ['1:1 SB461 error']],
    ['an unknown key', welcome('subject: Hi\ntext: x\nbody: z'), ['1:1 SB461 error']],
    ['a merge tag of another root', welcome('subject: Hi\ntext: x\nmerge: { name: z }'), ['4:16 SB461 error']],
    ['a number as text', welcome('subject: 12\ntext: x'), ['2:10 SB461 error']],
    ['Liquid that does not parse', welcome('subject: Hi\ntext: Hello {{ data.x | shout }}'), ['3:7 SB463 error']],
    ['a tag that does not exist', welcome('subject: Hi\ntext: "{% include \'x\' %}"'), ['3:7 SB463 error']],
    ['raw output', welcome('subject: Hi\ntext: "{{ data.x | raw }}"'), ['3:7 SB463 error']],
    ['an unknown root', welcome('subject: "{{ event.id }}"\ntext: x'), ['2:10 SB464 error']],
    [
      'an unknown field of the contact',
      welcome('subject: "{{ contact.frist_name }}"\ntext: x\nmerge: { contact.frist_name: z }'),
      ['2:10 SB464 error'],
    ],
    ['the contact without a field', welcome('subject: "{{ contact | default: 1 }}"\ntext: x'), ['2:10 SB464 error']],
    ['unsafe HTML', welcome('subject: Hi\ntext: x\nhtml: <script></script>'), ['4:7 SB465 error']],
    [
      'a tag without a default',
      welcome('subject: Hi {{ data.x }} {{ data.x }}\ntext: "{{ contact.company }}"'),
      ['2:10 SB466 warning', '3:7 SB466 warning'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('another id than the file’s name', () => {
    expect(codes('message: welcome\nsubject: Hi\ntext: x', 'messages/thanks.message.yaml')).toEqual([
      '1:10 SB462 error',
    ]);
  });

  test('more text than a mail may have', () => {
    const { issues, message } = loadMessage({ text: `message: a\nsubject: b\ntext: ${'x'.repeat(200_001)}` });
    expect(message).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'SB461', line: 1, column: 1 }]);
  });

  test('says what a merge tag looks like', () => {
    const { issues } = load(welcome('subject: Hi\ntext: x\nmerge: { name: z }'));
    expect(issues[0]?.message).toContain('A merge tag is data.<name> or contact.<field>');
  });

  test('names the nearest field', () => {
    const { issues } = load(welcome('subject: "{{ contact.frist_name | default: 1 }}"\ntext: x'));
    expect(issues[0]?.message).toContain('"first_name"');
  });

  test('a word that older YAML reads otherwise is a warning, too', () => {
    const { message, issues } = load(welcome('subject: Hi\ntext: x\nmerge: { data.a: y }'));
    expect(issues).toMatchObject([{ code: 'SB109', severity: 'warning' }]);
    expect(message).toBeDefined();
  });

  test('warnings leave the message usable, errors do not', () => {
    expect(load(welcome('subject: Hi\ntext: Hello {{ data.x }}')).message).toBeDefined();
    expect(load(welcome('subject: Hi\ntext: Hello {{ foo }}')).message).toBeUndefined();
  });
});

describe('Merge tags without a default', () => {
  test('are found at every depth, and forgiven where a default stands', () => {
    const text = [
      '{% if data.code %}{{ data.code }}{% else %}{{ data.other | default: "x" }}{% endif %}',
      '{% for line in data.lines %}{{ line.sku }}{% endfor %}',
      '{% case data.kind %}{% when "a" %}{{ data.a }}{% endcase %}',
      '{% assign shown = data.b %}{{ shown }} {{ now.date }}',
    ].join('');
    const { issues } = load(welcome(`subject: Hi\ntext: ${JSON.stringify(text)}`));
    expect(issues.map(({ message }) => message.split(' stands')[0])).toEqual(['{{ data.code }}', '{{ data.a }}']);
  });
});
