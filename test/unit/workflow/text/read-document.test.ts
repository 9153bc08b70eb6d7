import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readDocument } from '../../../../lib/workflow/text/read-document.ts';

const schema = z.strictObject({ title: z.string(), lines: z.array(z.number()).optional() });

function linesOf(text: string): string[] {
  const { issues } = readDocument(schema, { text, file: 'a.test.yaml' });
  return issues.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`);
}

describe('a file beside workflows', () => {
  test('given what its schema wants, then there is its value', () => {
    const { value, issues } = readDocument(schema, { text: 'title: Tea\nlines: [1, 2]\n' });
    expect(value).toEqual({ title: 'Tea', lines: [1, 2] });
    expect(issues).toEqual([]);
  });

  test('given a text that is no YAML, then its structure is not judged', () => {
    const { value, issues } = readDocument(schema, { text: 'title: [' });
    expect(value).toBeUndefined();
    expect(issues.map(({ code }) => code)).toEqual(['SB100']);
  });

  test('given a warning about the text alone, then there is its value', () => {
    const { value, issues } = readDocument(schema, { text: 'title: 09:00\n' });
    expect(value).toEqual({ title: '09:00' });
    expect(issues.map(({ severity }) => severity)).toEqual(['warning']);
  });

  test('given faults inside, then each is told at its place', () => {
    expect(linesOf('title: Tea\nlines:\n  - 1\n  - two\n')).toEqual([
      'a.test.yaml:4:5 SB203 This is "two". Write a number',
    ]);
  });

  test('given a number where text must be, then the message says to quote it', () => {
    expect(linesOf('title: 12\n')).toEqual(['a.test.yaml:1:8 SB204 12 must be text: quote it']);
  });
});
