import { basename, join } from 'node:path';
import type { Issue } from '../workflow/issue.ts';
import { type MissingName, NEED_KINDS } from '../workflow/needs/needs.ts';
import { type Cli, EXIT } from './cli.ts';
import { countIssues, formatIssueLine, plural, sortIssues } from './print-issues.ts';
import { harmless } from './terminal.ts';

/** Why files were not written. */
export interface Refusal {
  readonly issues: readonly Issue[];
  /** What the folder's catalogue lacks. */
  readonly missing: readonly MissingName[];
  /** Where the files would have gone. */
  readonly folder: string;
}

/** Says on standard error why nothing was written, and what the folder lacks. */
export function printRefusal(cli: Cli, { issues, missing, folder }: Refusal): void {
  const { err, errPaint: paint } = cli.terminal;
  for (const issue of sortIssues(issues)) {
    const { code, message, line } = issue;
    if (line === undefined) err(`${paint.red('error')} ${paint.dim(code)}  ${harmless(message)}`);
    else err(formatIssueLine(issue, paint));
  }
  for (const kind of NEED_KINDS) {
    const names = missing.filter((one) => one.kind === kind).map(({ name }) => name);
    if (names.length > 0) err(`missing  ${kind}: ${harmless(names.join(', '))}`);
  }
  if (missing.length > 0)
    err(`Declare it in ${join(folder, 'catalogue.yaml')}; messages are files in ${join(folder, 'messages')}.`);
  err(`${plural(countIssues(issues).errors, 'error')}: nothing was written.`);
  cli.end(EXIT.findings);
}

/** Lists the files that were written, and what to do next with the workflow among them. */
export function printWritten({ terminal }: Cli, files: readonly string[]): void {
  const { out, outPaint } = terminal;
  for (const file of files) out(`${outPaint.green('written')}  ${file}`);
  const workflow = files.find((file) => basename(file).endsWith('.workflow.yaml'));
  if (workflow !== undefined) out(`\nNext:\n  signalbox check ${workflow}\n  signalbox simulate ${workflow}`);
}
