import { basename, dirname } from 'node:path';
import type { Command } from 'commander';
import type { Simulation } from '../engine/trials/simulation.ts';
import { compareSimulation, type Difference } from '../local/simulate/compare-simulation.ts';
import { type ReadTestCase, type ReadTestFile, readTestFile, testContext } from '../local/simulate/read-test-file.ts';
import { simulateWorkflow } from '../local/simulate/simulate-workflow.ts';
import { readWorkspace, TEST_FILE, WORKFLOW_FILE, type Workspace } from '../local/workspace/read-workspace.ts';
import type { WorkflowGraph } from '../workflow/graph/graph.ts';
import { type Cli, EXIT, printJson } from './cli.ts';
import { DEFAULT_FOLDER, findWorkspace } from './find-workspace.ts';
import { formatDifferences } from './print-differences.ts';
import { formatIssueLine, plural } from './print-issues.ts';

interface TestOptions {
  readonly name?: string;
  readonly json?: boolean;
}

/** `signalbox test [FILE|DIR…]`: every case of every `<id>.test.yaml`. */
export function addTest(program: Command, cli: Cli): void {
  program
    .command('test')
    .description('Plays every case of <id>.test.yaml files on virtual time and shows what is not as expected.')
    .argument('[path...]', 'test files, workflow files or folders', [DEFAULT_FOLDER])
    .option('--name <text>', 'only cases whose name has this in it')
    .option('--json', 'print the results as JSON')
    .action(async (paths: string[], options: TestOptions) => {
      const results: FileResult[] = [];
      for (const path of paths) results.push(...(await testPath(path, options)));
      if (options.json) printJson(cli, { files: results });
      else printResults(cli, results, paths);
      cli.end(results.some(hasFailed) ? EXIT.findings : EXIT.good);
    });
}

interface CaseResult {
  readonly name: string;
  readonly line: number;
  readonly differences: readonly Difference[];
  readonly simulation: Simulation;
}

interface FileResult extends Pick<ReadTestFile, 'file' | 'workflow' | 'issues'> {
  readonly cases: readonly CaseResult[];
}

function hasFailed({ cases, issues }: FileResult): boolean {
  return issues.some(({ severity }) => severity === 'error') || cases.some(({ differences }) => differences.length > 0);
}

async function testPath(path: string, options: TestOptions): Promise<readonly FileResult[]> {
  const place = await findWorkspace(path);
  const workspace = await readWorkspace(place.folder);
  const files = place.kind === 'folder' ? workspace.tests : [testFileOf(place.file)];
  return Promise.all(files.map((file) => testFile(workspace, file, options)));
}

/** A workflow's own test file lies beside it. */
function testFileOf(file: string): string {
  if (!WORKFLOW_FILE.test(file)) return file;
  const stem = basename(file).replace(WORKFLOW_FILE, '');
  return `${dirname(file)}/${stem}.test.yaml`;
}

async function testFile(workspace: Workspace, file: string, { name = '' }: TestOptions): Promise<FileResult> {
  if (TEST_FILE.test(file)) await findWorkspace(file);
  const read = await readTestFile(file, testContext(workspace));
  const workflow = workspace.workflows.find(({ id }) => id === read.workflow);
  const { graph } = workflow ?? {};
  const cases: CaseResult[] = [];
  for (const one of graph === undefined ? [] : read.cases.filter((each) => each.case.name.includes(name))) {
    if (graph !== undefined) cases.push(await runCase(workspace, graph, one));
  }
  const own = graph === undefined && workflow !== undefined ? workflow.issues : [];
  return { file, workflow: read.workflow, issues: [...own, ...read.issues], cases };
}

async function runCase(
  { catalogue, messages }: Workspace,
  graph: WorkflowGraph,
  { case: given, scenario, line }: ReadTestCase,
): Promise<CaseResult> {
  const simulation = await simulateWorkflow({ graph, catalogue, messages, scenario });
  return { name: given.name, line, simulation, differences: compareSimulation(given.expect, simulation) };
}

function printResults(cli: Cli, results: readonly FileResult[], paths: readonly string[]): void {
  const { out, outPaint: paint } = cli.terminal;
  for (const { file, workflow, issues, cases } of results) {
    out(paint.bold(workflow));
    for (const issue of issues) out(`  ${formatIssueLine(issue, paint)}`);
    for (const { name, line, differences, simulation } of cases) {
      const held = differences.length === 0;
      out(`  ${held ? paint.green('✓') : paint.red('✗')} ${name}${held ? '' : paint.dim(`  ${file}:${line}`)}`);
      if (!held) out(formatDifferences(differences, simulation, paint));
    }
  }
  const cases = results.flatMap((result) => result.cases);
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  const broken = results.filter(({ issues }) => issues.some(({ severity }) => severity === 'error')).length;
  const said = [
    ...(failed > 0 ? [paint.red(`${failed} failed`)] : []),
    ...(cases.length - failed > 0 ? [paint.green(`${cases.length - failed} passed`)] : []),
    ...(broken > 0 ? [paint.red(`${plural(broken, 'file')} with errors`)] : []),
  ];
  const counted = `${plural(cases.length, 'case')} in ${plural(results.length, 'file')}`;
  out(said.length === 0 ? `There are no cases in ${paths.join(', ')}.` : `\n${counted}: ${said.join(', ')}`);
}
