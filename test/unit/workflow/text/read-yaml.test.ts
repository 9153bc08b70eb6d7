import { describe, expect, test } from 'vitest';
import { readYaml } from '../../../../lib/workflow/text/read-yaml.ts';

/** `line:column code` of every issue. */
function places(text: string): string[] {
  return readYaml(text).issues.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

function messages(text: string): string[] {
  return readYaml(text).issues.map(({ message }) => message);
}

describe('a text that every tool reads alike', () => {
  test('given plain YAML, then it is its tree', () => {
    const { tree, issues } = readYaml('a: text\nb: [1, 2.5, -3, true]\nc:\n  - { d: "quoted" }\n# end\n');
    expect(tree).toEqual({ a: 'text', b: [1, 2.5, -3, true], c: [{ d: 'quoted' }] });
    expect(issues).toEqual([]);
  });

  test('given the same tree as JSON, with tabs and surrogate pairs, then it is read alike', () => {
    const { tree, issues } = readYaml('{"a":"\\ud83d\\ude00",\n\t"b":[1,\t{"c":"no"}]}');
    expect(tree).toEqual({ a: '😀', b: [1, { c: 'no' }] });
    expect(issues).toEqual([]);
  });

  test('given comments that stand alone or begin with "# ", then they are fine', () => {
    expect(places('#!shebang\n  #alone\na: 1 # behind\nb: x#y\nc: |\n  #text\n  x #y\nd: "x #y"\n#')).toEqual([]);
  });

  test('given a file name, then issues carry it', () => {
    expect(readYaml('a:', 'x.yaml').issues[0]).toMatchObject({ file: 'x.yaml', line: 1, column: 1, pointer: '/a' });
  });
});

describe('what the text rules refuse', () => {
  test.each([
    ['an open bracket', 'a: [1', 'SB100'],
    ['a tab as indent', 'a:\n\tb: 1', 'SB100'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'SB101'],
    ['an anchor', 'a: &x 1', 'SB102'],
    ['an alias', 'a: *x', 'SB102'],
    ['an alias without a name', 'a: *', 'SB102'],
    ['an unknown escape', 'a: "\\q"', 'SB100'],
    ['an alias as key', 'a: &x b\n*x : 1', 'SB102'],
    ['a tag', 'a: !!str 5', 'SB102'],
    ['a merge key', '<<: { a: 1 }', 'SB102'],
    ['a directive', '%YAML 1.1\n---\na: 1', 'SB102'],
    ['a key twice', 'a: 1\na: 2', 'SB104'],
    ['a list as key', '? [a]\n: 1', 'SB105'],
    ['__proto__ as key', '__proto__: 1', 'SB105'],
    ['an empty value', 'a:', 'SB106'],
    ['an empty value in braces', '{ a, b: 1 }', 'SB106'],
    ['null', 'a: null', 'SB106'],
    ['an empty list item', 'a:\n  -\n  - x', 'SB106'],
    ['no text at all', '', 'SB106'],
    ['null alone', '~', 'SB106'],
    ['a leading zero', 'a: 01234', 'SB107'],
    ['a leading plus', 'a: +4915112345678', 'SB107'],
    ['a hexadecimal number', 'a: 0x1f', 'SB107'],
    ['an exponent', 'a: 1e3', 'SB107'],
    ['infinity', 'a: .inf', 'SB107'],
    ['no number', 'a: .nan', 'SB107'],
    ['a number past 2^53', 'a: 9007199254740993', 'SB107'],
    ['a number as key', '01: x', 'SB107'],
    ['a comment that cuts off a value', 'a: Ticket #12', 'SB108'],
    ['a comment in the place of a value', 'a: #support', 'SB108'],
    ['a comment without space behind quotes', 'a: "x" #y', 'SB108'],
    ['a comment without space behind a key', 'a: #x\n  - 1', 'SB108'],
    ['too many levels', `${'['.repeat(101)}${']'.repeat(101)}`, 'SB110'],
  ])('given %s, then it is an error', (_what, text, code) => {
    const { issues } = readYaml(text);
    expect(issues.filter(({ severity }) => severity === 'error').map((issue) => issue.code)).toContain(code);
  });

  test.each([
    ['a boolean of YAML 1.1', 'a: no', '"no"'],
    ['a clock', 'a: 09:00', '"09:00"'],
    ['a date', 'a: 2026-12-24', '"2026-12-24"'],
    ['a number with underscores', 'a: 1_000', '"1_000"'],
    ['a key', 'y: 1', '"y"'],
    ['the equals sign', 'a: =', '"="'],
    ['a merge sign as value', 'a: <<', '"<<"'],
  ])('given %s without quotes, then it is a warning with its mend', (_what, text, fix) => {
    expect(readYaml(text).issues).toMatchObject([{ code: 'SB109', severity: 'warning', fix }]);
  });

  test('given the same words in quotes, then nothing is said', () => {
    expect(places('a: ["no", \'09:00\', "2026-12-24"]\n"y": 1')).toEqual([]);
  });
});

describe('an unquoted {{', () => {
  test('given one as the value of a key, then the message quotes it', () => {
    expect(messages('to: {{ contact.email }}')).toEqual([
      '"{{ contact.email }}" must be quoted: without quotes YAML reads { as a map. Write to: "{{ contact.email }}"',
    ]);
  });

  test('given text and a comment behind it, then the text is quoted with it and the comment is not', () => {
    expect(readYaml('a: {{ x }} text # why').issues).toMatchObject([{ fix: '"{{ x }} text"', column: 4 }]);
  });

  test('given one in a flow map that the parser stumbles over, then it is the only issue', () => {
    const { tree, issues } = readYaml('a: { b: {{ event.lines[0].sku }}, c: 2 }\nd: 1\n');
    expect(issues.map(({ code, fix }) => [code, fix])).toEqual([['SB103', '"{{ event.lines[0].sku }}"']]);
    expect(tree).toMatchObject({ a: { b: '{{ event.lines[0].sku }}' }, d: 1 });
  });

  test('given one that is not closed, then its line is quoted', () => {
    expect(readYaml('- {{ x }\n').issues[0]).toMatchObject({ code: 'SB103', fix: '"{{ x }"' });
  });
});

describe('positions', () => {
  const { positions } = readYaml('a: 1\nlist:\n  - x: "two"\n    y: { z: 3 }\n  - last\n');

  test('given a scalar or a flow map, then its own start is told', () => {
    expect(positions.locate('/list/0/x')).toEqual({ line: 3, column: 8 });
    expect(positions.locate('/list/0/y')).toEqual({ line: 4, column: 8 });
    expect(positions.source('/list/0/x')).toBe('"two"');
  });

  test('given a block, then its key is told', () => {
    expect(positions.locate('/list')).toEqual({ line: 2, column: 1 });
    expect(positions.locate('/list/0')).toEqual({ line: 3, column: 5 });
  });

  test('given what does not exist, then what is above it is told', () => {
    expect(positions.locate('/list/1/none/deeper')).toEqual({ line: 5, column: 5 });
    expect(positions.source('/none')).toBe('');
    expect(positions.value('/none')).toBeUndefined();
    expect(positions.key('/a')).toEqual({ start: 0, end: 1 });
  });

  test('given a text without content, then the first line is told', () => {
    expect(readYaml('').positions.locate('/a')).toEqual({ line: 1, column: 1 });
  });

  test('given several issues, then they come in the order of the text', () => {
    expect(places('b: "x" #y\na: no\nc:\n')).toEqual(['1:8 SB108', '2:4 SB109', '3:1 SB106']);
  });
});
