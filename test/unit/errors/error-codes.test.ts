import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../../../lib/errors/error-codes.ts';
import { renderErrorsPage } from '../../../lib/errors/errors-page.ts';

const root = new URL('../../../', import.meta.url).pathname;
const sources = globSync('{lib,lambdas,bin}/**/*.ts', { cwd: root }).filter((path) => !path.startsWith('lib/errors/'));
const used = new Set(sources.flatMap((path) => readFileSync(root + path, 'utf8').match(/\bSB[1-9]\d\d\b/g) ?? []));

describe('the table of error codes', () => {
  test('given the codes in the source, then each has an explanation', () => {
    const unexplained = [...used].filter((code) => !Object.hasOwn(ERROR_CODES, code));
    expect(unexplained.toSorted()).toEqual([]);
  });

  test('given the explained codes, then the source reports each', () => {
    expect(Object.keys(ERROR_CODES).filter((code) => !used.has(code))).toEqual([]);
  });

  test('given the table, then its codes are sorted', () => {
    const codes = Object.keys(ERROR_CODES);
    expect(codes).toEqual(codes.toSorted());
  });

  test('given docs/errors.md, then it says what the table says', async () => {
    await expect(renderErrorsPage()).toMatchFileSnapshot('../../../docs/errors.md');
  });
});
