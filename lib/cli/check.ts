import { basename } from 'node:path';
import type { Command } from 'commander';
import { readTestFile, testContext } from '../local/simulate/read-test-file.ts';
import { readTemplates, TEMPLATE_FILE } from '../local/workspace/read-templates.ts';
import { readWorkflow, readWorkspace, readWorkspaceNames, TEST_FILE } from '../local/workspace/read-workspace.ts';
import type { Issue } from '../workflow/issue.ts';
import { type Cli, EXIT, printJson } from './cli.ts';
import { DEFAULT_FOLDER, findWorkspace } from './find-workspace.ts';
import { countIssues, formatIssueLine, plural, sortIssues } from './print-issues.ts';

/** `signalbox check [FILE|DIR…]`: everything that is wrong, at once. */
export function addCheck(program: Command, cli: Cli): void {
  program
    .command('check')
    .description(
      'Reads files, or whole folders, and prints every problem with its place, code and remedy. Exit code 1: there are errors.',
    )
    .argument('[path...]', 'workflow files or folders', [DEFAULT_FOLDER])
    .option('--json', 'print the problems as JSON')
    .action(async (paths: string[], options: { json?: boolean }) => {
      const checked = await Promise.all(paths.map(checkPath));
      const issues = sortIssues(distinct(checked.flatMap((one) => one.issues)));
      const files = new Set(checked.flatMap((one) => one.files)).size;
      const { errors, warnings } = countIssues(issues);
      if (options.json) printJson(cli, { files, errors, warnings, issues });
      else printFindings(cli, issues, files);
      cli.end(errors > 0 ? EXIT.findings : EXIT.good);
    });
}

interface Checked {
  readonly files: readonly string[];
  readonly issues: readonly Issue[];
}

async function checkPath(path: string): Promise<Checked> {
  const place = await findWorkspace(path);
  if (place.kind === 'folder') return checkFolder(place.folder);
  const { folder, file } = place;
  const names = await readWorkspaceNames(folder);
  const own = names.issues.filter((issue) => issue.file === file);
  // A broken catalogue explains unknown names in everything else.
  const catalogueErrors = names.issues.filter(
    (issue) => issue.severity === 'error' && basename(issue.file ?? '') === 'catalogue.yaml',
  );
  if (basename(file) === 'catalogue.yaml' || file.endsWith('.message.yaml')) return { files: [file], issues: own };
  if (TEST_FILE.test(file)) {
    const { issues } = await readTestFile(file, testContext(await readWorkspace(folder)));
    return { files: [file], issues: [...catalogueErrors, ...issues] };
  }
  if (TEMPLATE_FILE.test(file)) {
    const { issues } = await readTemplates(folder);
    return { files: [file], issues: [...catalogueErrors, ...issues.filter((issue) => issue.file === file)] };
  }
  const { issues } = await readWorkflow(file, names.catalogue);
  return { files: [file], issues: [...catalogueErrors, ...issues] };
}

async function checkFolder(folder: string): Promise<Checked> {
  const { workspace, issues: found, files } = await readTemplates(folder);
  const tests = await Promise.all(workspace.tests.map((file) => readTestFile(file, testContext(workspace))));
  return {
    files: [...workspace.files, ...workspace.tests, ...files],
    issues: [...found, ...tests.flatMap(({ issues }) => issues)],
  };
}

function printFindings(cli: Cli, issues: readonly Issue[], files: number): void {
  const { terminal } = cli;
  for (const issue of issues) terminal.out(formatIssueLine(issue, terminal.outPaint));
  const { errors, warnings } = countIssues(issues);
  const found = [
    ...(errors > 0 ? [terminal.outPaint.red(plural(errors, 'error'))] : []),
    ...(warnings > 0 ? [terminal.outPaint.yellow(plural(warnings, 'warning'))] : []),
  ];
  const verdict = found.length === 0 ? terminal.outPaint.green('no problems') : found.join(', ');
  terminal.out(`${issues.length > 0 ? '\n' : ''}${plural(files, 'file')} checked: ${verdict}`);
}

/** The same file may be named twice, by itself and by its folder. */
function distinct(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}
