import type { Issue } from './issue.ts';

/**
 * The issue in one line, as the command line prints it:
 * `lead-follow-up.workflow.yaml:12:13 SB103 error  "{{ contact.email }}" must be quoted …`. Without a text, the
 * pointer says where.
 */
export function formatIssue({ file, line, column, pointer, code, severity, message }: Issue): string {
  const place = line === undefined ? [pointer] : [`${line}`, ...(column === undefined ? [] : [`${column}`])];
  const where = [file, ...place].filter((part) => part !== undefined && part !== '').join(':');
  return `${where === '' ? '' : `${where} `}${code} ${severity}  ${message}`;
}
