import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readWorkspace, WORKFLOW_FILE } from '../local/workspace/read-workspace.ts';
import { formatDefinition } from '../workflow/text/format-definition.ts';
import { type Cli, EXIT } from './cli.ts';
import { DEFAULT_FOLDER, findWorkspace } from './find-workspace.ts';
import { formatIssueLine, plural } from './print-issues.ts';

interface FormatOptions {
  readonly check?: boolean;
}

/** `signalbox format [FILE|DIR…] [--check]`: one way to write, with comments and order kept. */
export function addFormat(program: Command, cli: Cli): void {
  program
    .command('format')
    .description('Writes workflow files in the one form. Comments and order stay; the meaning never changes.')
    .argument('[path...]', 'workflow files or folders', [DEFAULT_FOLDER])
    .option('--check', 'change nothing; exit code 1 when a file is not in the form')
    .action(async (paths: string[], options: FormatOptions) => {
      const files = (await Promise.all(paths.map(listFiles))).flat();
      const results: Result[] = [];
      for (const file of files) results.push(await formatFile(cli, file, options.check === true));
      report(cli, results, options.check === true);
    });
}

type Result = 'same' | 'changed' | 'broken';

async function listFiles(path: string): Promise<readonly string[]> {
  const place = await findWorkspace(path);
  if (place.kind === 'file') return [place.file];
  const { workflows } = await readWorkspace(place.folder);
  return workflows.map(({ file }) => file).filter((file) => WORKFLOW_FILE.test(file) && !file.endsWith('.json'));
}

async function formatFile({ terminal }: Cli, file: string, check: boolean): Promise<Result> {
  const text = await readFile(file, 'utf8');
  const { text: formatted, issues } = formatDefinition(text, file);
  if (formatted === undefined) {
    for (const issue of issues) terminal.err(formatIssueLine(issue, terminal.errPaint));
    return 'broken';
  }
  if (formatted === text) return 'same';
  if (!check) await writeFile(file, formatted);
  terminal.out(`${terminal.outPaint.yellow(check ? 'not in form' : 'formatted')}  ${file}`);
  return 'changed';
}

function report({ terminal, end }: Cli, results: readonly Result[], check: boolean): void {
  const count = (wanted: Result): number => results.filter((result) => result === wanted).length;
  const said = [
    ...(count('changed') > 0 ? [`${count('changed')} ${check ? 'to be formatted' : 'formatted'}`] : []),
    ...(count('same') > 0 ? [`${count('same')} unchanged`] : []),
    ...(count('broken') > 0 ? [`${count('broken')} cannot be read`] : []),
  ];
  terminal.out(`${plural(results.length, 'file')}: ${said.join(', ') || 'none'}`);
  end(count('broken') > 0 || (check && count('changed') > 0) ? EXIT.findings : EXIT.good);
}
