import { expect, test } from 'vitest';
import { formatIssueLine } from '../../../lib/cli/print-issues.ts';
import { createPaint } from '../../../lib/cli/terminal.ts';

const issue = { code: 'SB103', severity: 'error', message: 'Quote it', pointer: '/steps/0' } as const;

test.each([
  [{ ...issue, file: 'a.workflow.yaml', line: 12, column: 13 }, 'a.workflow.yaml:12:13 SB103 error  Quote it'],
  [{ ...issue, line: 12, column: 13 }, '<text>:12:13 SB103 error  Quote it'],
  [{ ...issue, file: 'a.yaml', line: 12 }, 'a.yaml:12:1 SB103 error  Quote it'],
  [{ ...issue, file: 'a.yaml' }, 'a.yaml SB103 error  Quote it'],
])('given %j, then its line says where, as editors and CI systems read it', (given, line) => {
  expect(formatIssueLine(given, createPaint(false))).toBe(line);
});
