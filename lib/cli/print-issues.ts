import type { Issue } from '../workflow/issue.ts';
import { harmless, type Paint } from './terminal.ts';

/** One finding as one line that editors and CI systems can jump to: `file:line:column CODE severity  message`. */
export function formatIssueLine({ file, line, column, code, severity, message }: Issue, paint: Paint): string {
  const place = [file ?? '<text>', ...(line === undefined ? [] : [line, column ?? 1])].join(':');
  const mark = severity === 'error' ? paint.red : paint.yellow;
  return `${paint.bold(place)} ${paint.dim(code)} ${mark(severity)}  ${harmless(message)}`;
}

/** How many of each there are: `2 errors, 1 warning`. */
export function countIssues(issues: readonly Issue[]): { readonly errors: number; readonly warnings: number } {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: issues.length - errors };
}

/** `1 file`, `2 files`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** By file, then from top to bottom; findings about whole files come first. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  const order = (a: Issue, b: Issue): number =>
    (a.file ?? '').localeCompare(b.file ?? '', 'en') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0);
  return issues.toSorted(order);
}
