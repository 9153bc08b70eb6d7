import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readDocument } from '../../../../lib/workflow/text/read-document.ts';

const Schema = z.strictObject({ name: z.string(), tags: z.array(z.string()).optional() });

describe('a file beside workflow files', () => {
  test('is read by the rules of texts', () => {
    expect(readDocument(Schema, { text: 'name: a\n' })).toMatchObject({ value: { name: 'a' }, issues: [] });
  });

  test('that is no YAML has no value', () => {
    const { value, issues } = readDocument(Schema, { text: 'name: [', file: 'a.yaml' });

    expect(value).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'SB100', file: 'a.yaml' }]);
  });

  test('that breaks a rule of texts has no value', () => {
    expect(readDocument(Schema, { text: 'name: &a b\n' })).toMatchObject({ issues: [{ code: 'SB102' }] });
  });

  test('tells everything that is wrong with its structure', () => {
    const { value, issues } = readDocument(Schema, { text: 'name: 12\ntags: [a, true]\nmore: 1\n', file: 'a.yaml' });

    expect(value).toBeUndefined();
    expect(issues.map(({ code, pointer, line, message }) => [code, pointer, line, message])).toEqual([
      ['SB204', '/name', 1, '12 must be text: quote it'],
      ['SB204', '/tags/1', 2, 'true must be text: quote it'],
      ['SB201', '/more', 3, expect.stringContaining('There is no key "more" here.')],
    ]);
  });
});
