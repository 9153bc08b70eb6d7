import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { notFound } from '../errors/app-error.ts';
import { readTemplates, type TemplateFolder } from '../local/workspace/read-templates.ts';
import { builtInCatalogue } from '../workflow/catalogue/built-in.ts';
import { withMessages } from '../workflow/catalogue/catalogue-additions.ts';
import type { Json } from '../workflow/json.ts';
import { collectNeeds } from '../workflow/needs/collect-needs.ts';
import { findMissing, NEED_KINDS } from '../workflow/needs/needs.ts';
import { suggestion } from '../workflow/references/nearest-name.ts';
import { instantiateTemplate } from '../workflow/templates/instantiate-template.ts';
import type { Question, Template } from '../workflow/templates/template.ts';
import { addAnswer, readAnswers, type TypedAnswers } from './answer-option.ts';
import { type Cli, printJson } from './cli.ts';
import { DEFAULT_FOLDER } from './find-workspace.ts';
import { formatTable } from './format-table.ts';
import { formatIssueLine } from './print-issues.ts';
import { printRefusal, printWritten } from './print-refusal.ts';
import { readCatalogue } from './schema.ts';
import { harmless } from './terminal.ts';
import { writeAllNew } from './write-new.ts';

interface LibraryOptions {
  readonly from: string;
  readonly json?: boolean;
}

interface ShowOptions extends LibraryOptions {
  readonly source?: boolean;
}

interface UseOptions {
  readonly from: string;
  readonly dir: string;
  readonly name?: string;
  readonly answer?: TypedAnswers;
}

/** `signalbox template list|show|use`, on the library in a folder beside the samples. */
export function createAddTemplate(samples: string): (program: Command, cli: Cli) => void {
  const library = join(samples, 'templates');
  return (program, cli) => {
    const template = program
      .command('template')
      .description('The library: workflows to begin with, each with its cases.');
    template
      .command('list')
      .description('Lists the templates.')
      .option('--from <folder>', 'another folder of templates', library)
      .option('--json', 'print them as JSON')
      .action((options: LibraryOptions) => list(cli, options));
    template
      .command('show')
      .description('Shows what a template is good for, what it needs, and what it asks.')
      .argument('<id>', 'the template’s id')
      .option('--from <folder>', 'another folder of templates', library)
      .option('--source', 'print its definition, and nothing else')
      .option('--json', 'print it as JSON')
      .action((id: string, options: ShowOptions) => show(cli, id, options));
    template
      .command('use')
      .description('Writes a workflow from a template, with the messages it sends. Writes over nothing.')
      .argument('<id>', 'the template’s id')
      .argument('<workflow>', 'the new workflow’s id in kebab-case')
      .option('--name <text>', 'its title')
      .option('--answer <question=value>', 'one answer; of several values with commas between', addAnswer)
      .option('--dir <folder>', 'where to write it', DEFAULT_FOLDER)
      .option('--from <folder>', 'another folder of templates', library)
      .action((id: string, workflow: string, options: UseOptions) => use(cli, id, workflow, options));
  };
}

async function read(cli: Cli, folder: string): Promise<TemplateFolder> {
  const found = await readTemplates(folder);
  for (const issue of found.issues) cli.terminal.err(formatIssueLine(issue, cli.terminal.errPaint));
  return found;
}

async function find(cli: Cli, id: string, folder: string): Promise<{ template: Template; library: TemplateFolder }> {
  const library = await read(cli, folder);
  const template = library.templates.find((one) => one.id === id);
  if (template !== undefined) return { template, library };
  const ids = library.templates.map((one) => one.id);
  throw notFound({
    code: 'SB555',
    message: `There is no template "${id}".${suggestion(id, ids)}`,
    resolution: 'signalbox template list shows which there are.',
  });
}

async function list(cli: Cli, { from, json }: LibraryOptions): Promise<void> {
  const { templates } = await read(cli, from);
  if (json) return printJson(cli, { items: templates.map(describe) });
  const { out, outPaint: paint, width } = cli.terminal;
  const columns = [
    { title: 'TEMPLATE', value: ({ id }: Template) => id, mark: paint.bold, whole: true as const },
    { title: 'CATEGORY', value: ({ category }: Template) => category },
    { title: 'NAME', value: ({ name }: Template) => name },
    { title: 'QUESTIONS', value: ({ questions }: Template) => String(questions.length), align: 'right' as const },
  ];
  out(formatTable(templates, columns, { width, paint }));
}

/** What programs are told of a template. */
function describe({ source: _source, ...template }: Template): object {
  return { ...template, needs: ownNeeds(template) };
}

/** What the built-in catalogue does not have. */
function ownNeeds({ needs }: Pick<Template, 'needs'>): Readonly<Record<string, readonly string[]>> {
  const missing = findMissing(needs, builtInCatalogue());
  const byKind = NEED_KINDS.map(
    (kind) => [kind, missing.filter((one) => one.kind === kind).map(({ name }) => name)] as const,
  );
  return Object.fromEntries(byKind.filter(([, names]) => names.length > 0));
}

async function show(cli: Cli, id: string, { from, json, source }: ShowOptions): Promise<void> {
  const { template } = await find(cli, id, from);
  const { out, outPaint: paint } = cli.terminal;
  if (source) return out(template.source.trimEnd());
  if (json) return printJson(cli, describe(template));
  out(`${paint.bold(template.id)}  ${harmless(template.name)}  ${paint.dim(template.category)}`);
  out(harmless(template.note));
  if (template.awaits !== undefined) out(`${paint.yellow('awaits')}  ${harmless(template.awaits)}`);
  const needs = Object.entries(ownNeeds(template));
  if (needs.length > 0) out('\nneeds');
  for (const [kind, names] of needs) out(`  ${kind}: ${names.join(', ')}`);
  if (template.questions.length > 0) out('\nasks');
  for (const question of template.questions)
    out(`  ${paint.bold(question.id)}  ${harmless(question.ask)}  ${paint.dim(kindOf(question))}`);
}

function kindOf({ type, choices, required, standing = '' }: Question): string {
  const kind = choices === undefined ? type : choices.join(' | ');
  return required ? `${kind}, required` : `${kind}, default ${showValue(standing)}`;
}

function showValue(value: Json): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

async function use(
  cli: Cli,
  id: string,
  workflow: string,
  { from, dir, name, answer = {} }: UseOptions,
): Promise<void> {
  const { template, library } = await find(cli, id, from);
  const target = await readCatalogue(dir);
  const catalogue = withMessages(target, library.workspace.messages.keys());
  const made = instantiateTemplate(template, {
    workflow,
    ...(name === undefined ? {} : { name }),
    answers: readAnswers(template.questions, answer),
    catalogue,
  });
  if (made.text === undefined || made.graph === undefined) return printRefusal(cli, { ...made, folder: dir });
  const messages = collectNeeds(made.graph, catalogue).messages.filter((message) => !target.messages.has(message));
  const files = new Map([[join(dir, `${workflow}.workflow.yaml`), made.text]]);
  for (const message of messages) {
    const file = join(from, 'messages', `${message}.message.yaml`);
    files.set(join(dir, 'messages', basename(file)), await readFile(file, 'utf8'));
  }
  await writeAllNew(files);
  printWritten(cli, [...files.keys()]);
}
