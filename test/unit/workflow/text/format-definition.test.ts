import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDefinition } from '../../../../lib/workflow/text/format-definition.ts';
import { readYaml } from '../../../../lib/workflow/text/read-yaml.ts';
import { sampleWorkflows } from '../sample-catalogue.ts';

describe('format', () => {
  test('given clocks, dates and words of YAML 1.1, then they are quoted, and comments and order stay', () => {
    const text = '# top\nb: no # why\na: [09:00, 2026-12-24, "x", \'on\', plain] \ny: |\n  no  \n';
    expect(formatDefinition(text).text).toBe(
      '# top\nb: "no" # why\na: ["09:00", "2026-12-24", "x", \'on\', plain]\n"y": |\n  no  \n',
    );
  });

  test('given other line ends and none at the end, then each line ends with one line feed', () => {
    expect(formatDefinition('a: 1  \r\n\r\nb: 2\t').text).toBe('a: 1\n\nb: 2\n');
    expect(formatDefinition('a: 1\n\n\n').text).toBe('a: 1\n');
  });

  test('given a text at the end that keeps its line ends, then they stay', () => {
    expect(formatDefinition('a: |+\n  x\n\n').text).toBe('a: |+\n  x\n\n');
  });

  test('given a folded text with spaces at the ends of lines, then they stay', () => {
    expect(formatDefinition('a: >\n  x  \n  y\nb: 1 \n').text).toBe('a: >\n  x  \n  y\nb: 1\n');
  });

  test('given no YAML, then there is no text', () => {
    expect(formatDefinition('a: [', 'x.yaml')).toMatchObject({ issues: [{ code: 'SB100', file: 'x.yaml' }] });
  });

  test.each(sampleWorkflows())('given $file, then it is as it should be', ({ text }) => {
    expect(formatDefinition(text).text).toBe(text);
  });

  test('given any map of words, then the tree stays, nothing is left to warn of, and a second time changes nothing', () => {
    const word = fc.constantFrom('no', 'yes', 'y', '09:00', '21:00', '2026-12-24', '1_000', 'plain', 'two words', '=');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(word, word), { selector: ([key]) => key }), (pairs) => {
        const text = pairs.map(([key, value]) => `${key}: ${value} \n`).join('# c\n\n');
        const { text: formatted } = formatDefinition(text);
        if (pairs.length === 0 || formatted === undefined) return;
        expect(readYaml(formatted)).toMatchObject({ tree: Object.fromEntries(pairs), issues: [] });
        expect(formatDefinition(formatted).text).toBe(formatted);
      }),
    );
  });
});
