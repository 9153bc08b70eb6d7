import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { invalid } from '../errors/app-error.ts';
import type { ScenarioInput } from '../local/simulate/case-schema.ts';
import { ScenarioSchema, TestFileSchema } from '../local/simulate/case-schema.ts';
import { resolveScenario } from '../local/simulate/resolve-scenario.ts';
import { simulateWorkflow } from '../local/simulate/simulate-workflow.ts';
import { TEST_FILE } from '../local/workspace/read-workspace.ts';
import type { Issue } from '../workflow/issue.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { placeIssue } from '../workflow/text/place-issue.ts';
import { readDocument } from '../workflow/text/read-document.ts';
import { type Cli, EXIT, printJson } from './cli.ts';
import { loadFile } from './load-file.ts';
import { formatIssueLine } from './print-issues.ts';
import { printSimulation } from './print-simulation.ts';
import { asObject, parseData, readDataFile } from './read-data.ts';

interface SimulateOptions {
  readonly event?: string;
  readonly contact?: string;
  readonly now?: string;
  readonly answers?: string;
  readonly answer?: Readonly<Record<string, Json>>;
  readonly case?: string;
  readonly name?: string;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** `signalbox simulate FILE`: what would happen, without anything happening. */
export function addSimulate(program: Command, cli: Cli): void {
  program
    .command('simulate')
    .description(
      'Plays one trigger through a workflow in memory and on virtual time, and shows the path with its times, the values that conditions saw, and every message rendered. Nothing is sent and no other system is called.',
    )
    .argument('<file>', 'a workflow file')
    .option('--event <file>', 'the trigger event’s data, JSON or YAML; default: the sample of its type')
    .option('--contact <file>', 'the contact’s fields, JSON or YAML')
    .option('--now <time>', 'when it happens, such as 2026-03-02T09:00:00Z')
    .option('--answers <file>', 'answers by step, JSON or YAML')
    .option(
      '--answer <step=answer>',
      'one answer: review=rejected, back=timed_out, test=gift, call={"error":"http_404"}',
      addAnswer,
    )
    .option('--case <file>', 'a case instead of the options above, or a test file')
    .option('--name <text>', 'of a test file, the case whose name has this in it')
    .option('--verbose', 'also reads between the steps, and values in full')
    .option('--json', 'print everything as JSON')
    .action((file: string, options: SimulateOptions) => simulate(cli, file, options));
}

function addAnswer(given: string, others: Readonly<Record<string, Json>> = {}): Readonly<Record<string, Json>> {
  const [, step, answer] = /^([a-z0-9_]+)=(.+)$/s.exec(given) ?? [];
  if (step === undefined || answer === undefined) throw new InvalidArgumentError('Write step=answer.');
  return { ...others, [step]: parseData(answer, '--answer') };
}

async function simulate(cli: Cli, file: string, options: SimulateOptions): Promise<void> {
  const loaded = await loadFile(cli, file);
  if (loaded === undefined) return cli.end(EXIT.findings);
  const { graph } = loaded.workflow;
  const { catalogue, messages } = loaded.names;
  const given = await readScenario(options);
  const input: ScenarioInput = { ...given.input, answers: { ...given.input.answers, ...options.answer } };
  const { scenario, issues } = resolveScenario({ graph, catalogue, input, ...given.exact, pointer: given.pointer });
  const found = [...given.issues, ...issues.map((issue) => given.place(issue))];
  for (const issue of found) cli.terminal.err(formatIssueLine(issue, cli.terminal.errPaint));
  if (found.some(({ severity }) => severity === 'error')) return cli.end(EXIT.findings);
  const simulation = await simulateWorkflow({ graph, catalogue, messages, scenario });
  if (options.json) return printJson(cli, simulation);
  const { out, outPaint } = cli.terminal;
  const who = scenario.contact === undefined ? 'no contact' : `contact ${scenario.contact}`;
  out(`${outPaint.bold(graph.workflow)}  ${scenario.trigger.type?.name ?? 'started by hand'}, ${who}\n`);
  printSimulation(cli.terminal, simulation, options.verbose === true);
}

interface GivenScenario {
  readonly input: ScenarioInput;
  /** Of the case in its file. */
  readonly pointer: string;
  readonly exact: { readonly exactEvent?: JsonObject };
  readonly issues: readonly Issue[];
  readonly place: (issue: Issue) => Issue;
}

async function readScenario(options: SimulateOptions): Promise<GivenScenario> {
  if (options.case !== undefined) return readCaseOption(options.case, options);
  const { event, contact, now, answers } = options;
  if (now !== undefined && Number.isNaN(Date.parse(now))) {
    throw invalid({ code: 'SB825', message: `${now} is no time.`, resolution: 'Write --now 2026-03-02T09:00:00Z' });
  }
  const read = async (file: string | undefined): Promise<JsonObject | undefined> =>
    file === undefined ? undefined : asObject(await readDataFile(file), file);
  const [eventData, contactFields, answersByStep] = await Promise.all([read(event), read(contact), read(answers)]);
  return {
    input: {
      ...(now === undefined ? {} : { now }),
      ...(contactFields === undefined ? {} : { contact: contactFields }),
      ...(answersByStep === undefined ? {} : { answers: answersByStep }),
    },
    pointer: '',
    exact: eventData === undefined ? {} : { exactEvent: eventData },
    issues: [],
    place: (issue) => ({ ...issue, file: placeOfOption(issue.pointer, options) }),
  };
}

function placeOfOption(pointer: string, { event, answers }: SimulateOptions): string {
  if (pointer.startsWith('/event')) return event ?? '--event';
  return pointer.startsWith('/answers') ? (answers ?? '--answer') : 'options';
}

/** A case of its own, or one of a test file. */
async function readCaseOption(file: string, options: SimulateOptions): Promise<GivenScenario> {
  const clash = (['event', 'contact', 'now', 'answers'] as const).filter((key) => options[key] !== undefined);
  if (clash.length > 0) {
    throw invalid({
      code: 'SB825',
      message: `--case is given together with ${clash.map((key) => `--${key}`).join(', ')}.`,
      resolution: 'Write them into the case, or leave --case out. --answer may stand beside it.',
    });
  }
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) await readDataFile(file);
  const source = { text: text ?? '', file };
  const none = { input: {}, pointer: '', exact: {}, place: (issue: Issue) => issue };
  if (!TEST_FILE.test(file)) {
    const { value, positions, issues } = readDocument(ScenarioSchema, source);
    return value === undefined
      ? { ...none, issues }
      : { input: value, pointer: '', exact: {}, issues, place: (issue) => placeIssue(issue, positions, file) };
  }
  const { value, positions, issues } = readDocument(TestFileSchema, source);
  if (value === undefined) return { ...none, issues };
  const index = value.cases.findIndex(({ name }) => name.includes(options.name ?? ''));
  const chosen = value.cases[index];
  if (chosen === undefined) {
    throw invalid({
      code: 'SB825',
      message: `${file} has no case with "${options.name}" in its name.`,
      resolution: `Name one of these: ${value.cases.map(({ name }) => `"${name}"`).join(', ')}`,
    });
  }
  const { expect: _, note: __, ...input } = chosen;
  const place = (issue: Issue): Issue => placeIssue(issue, positions, file);
  return { input, pointer: `/cases/${index}`, exact: {}, issues, place };
}
