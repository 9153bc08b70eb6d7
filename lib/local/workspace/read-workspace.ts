import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { notFound } from '../../errors/app-error.ts';
import { builtInCatalogue } from '../../workflow/catalogue/built-in.ts';
import type { ActionType, Catalogue } from '../../workflow/catalogue/catalogue.ts';
import { withActions, withMessages } from '../../workflow/catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../../workflow/catalogue/team-catalogue.ts';
import type { Issue } from '../../workflow/issue.ts';
import { type LoadedWorkflow, loadWorkflow } from '../../workflow/load-workflow.ts';
import { loadMessage } from '../../workflow/messages/load-message.ts';
import type { MessageTemplate } from '../../workflow/messages/message-template.ts';

/** A team's folder of workflows, read and checked: `statemachines/` of a deployment. */
export interface Workspace {
  readonly folder: string;
  /** The built-in catalogue, the team's `catalogue.yaml`, own actions, and the ids of the messages. */
  readonly catalogue: Catalogue;
  /** By file name; those that do not load have issues and no graph. */
  readonly workflows: readonly WorkspaceWorkflow[];
  /** Templates under `messages/` that load, by id. */
  readonly messages: ReadonlyMap<string, MessageTemplate>;
  /** Paths of the files with test cases, by name; they are not read. */
  readonly tests: readonly string[];
  /** Everything found in every file, workflows included. */
  readonly issues: readonly Issue[];
  /** Paths of all files that were read. */
  readonly files: readonly string[];
}

/** One workflow file. */
export interface WorkspaceWorkflow extends LoadedWorkflow {
  /** What the file's name says: `lead-follow-up` for `lead-follow-up.workflow.yaml`. */
  readonly id: string;
  /** Path, with the folder as it was given in front. */
  readonly file: string;
  /** As it was written. */
  readonly text: string;
}

/** What definitions in a folder can name, without the workflows themselves. */
export type WorkspaceNames = Pick<Workspace, 'folder' | 'catalogue' | 'messages' | 'issues' | 'files'>;

/** How a folder is read. */
export interface WorkspaceOptions {
  /** A team's own actions, beside the built-in ones. */
  readonly actions?: readonly ActionType[];
}

/** Where a workflow file's name ends. */
export const WORKFLOW_FILE = /\.workflow\.(yaml|json)$/;
/** Where the name of a file with test cases ends. */
export const TEST_FILE = /\.test\.yaml$/;
const MESSAGE_FILE = /\.message\.yaml$/;
const MISNAMED = /\.(workflow|message|test)\.yml$/;

/**
 * Reads a folder with workflow files, `catalogue.yaml` and `messages/`, and checks all of it. Findings are returned,
 * not thrown.
 *
 * @throws AppError SB821 when there is no such folder
 */
export async function readWorkspace(folder: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  const names = await readWorkspaceNames(folder, options);
  const files = await listFiles(folder, WORKFLOW_FILE);
  const workflows = await Promise.all(files.map((file) => readWorkflow(file, names.catalogue)));
  return {
    ...names,
    workflows,
    tests: await listFiles(folder, TEST_FILE),
    files: [...names.files, ...files],
    issues: [...names.issues, ...findTwins(workflows), ...workflows.flatMap(({ issues }) => issues)],
  };
}

/** Reads and checks one workflow file against what it may name. */
export async function readWorkflow(file: string, catalogue: Catalogue): Promise<WorkspaceWorkflow> {
  const text = await readFile(file, 'utf8');
  return { id: basename(file).replace(WORKFLOW_FILE, ''), file, text, ...loadWorkflow({ text, file, catalogue }) };
}

/** Reads `catalogue.yaml` and `messages/` of a folder: what its workflows may name. */
export async function readWorkspaceNames(
  folder: string,
  { actions = [] }: WorkspaceOptions = {},
): Promise<WorkspaceNames> {
  const base = withActions(builtInCatalogue(), actions);
  const misnamed = (await listFiles(folder, MISNAMED)).map(misnamedFile);
  const file = join(folder, 'catalogue.yaml');
  const text = await readOptional(file);
  const team = text === undefined ? { catalogue: base, issues: [] } : extendCatalogue(base, { text, file });
  const { ids, messages, issues, files } = await readMessages(join(folder, 'messages'), team.catalogue);
  return {
    folder,
    catalogue: withMessages(team.catalogue, ids),
    messages,
    issues: [...misnamed, ...team.issues, ...issues],
    files: [...(text === undefined ? [] : [file]), ...files],
  };
}

interface ReadMessages {
  readonly ids: readonly string[];
  readonly messages: ReadonlyMap<string, MessageTemplate>;
  readonly issues: readonly Issue[];
  readonly files: readonly string[];
}

/** A message that does not load is a finding of its own; workflows that name it are not wrong because of it. */
async function readMessages(folder: string, catalogue: Catalogue): Promise<ReadMessages> {
  const files = await listOptional(folder, /\.message\.ya?ml$/);
  const contact = catalogue.records.get('contact');
  const ids: string[] = [];
  const messages = new Map<string, MessageTemplate>();
  const issues: Issue[] = files.filter((file) => MISNAMED.test(file)).map(misnamedFile);
  for (const file of files.filter((name) => MESSAGE_FILE.test(name))) {
    const text = await readFile(file, 'utf8');
    const loaded = loadMessage({ text, file, ...(contact === undefined ? {} : { contact }) });
    ids.push(basename(file).replace(MESSAGE_FILE, ''));
    issues.push(...loaded.issues);
    if (loaded.message !== undefined) messages.set(loaded.message.id, loaded.message);
  }
  return { ids, messages, issues, files };
}

function misnamedFile(file: string): Issue {
  return {
    code: 'SB823',
    severity: 'error',
    message: `${basename(file)} is not read: its name must end in .yaml. Rename it to ${basename(file).replace(/yml$/, 'yaml')}`,
    pointer: '',
    file,
  };
}

/** The same id as YAML and as JSON. */
function findTwins(workflows: readonly WorkspaceWorkflow[]): Issue[] {
  return workflows.flatMap(({ id, file }, index) => {
    const first = workflows.findIndex((other) => other.id === id);
    const message = `"${id}" is defined by ${workflows[first]?.file}, too. Keep one of the two files`;
    return first === index ? [] : [{ code: 'SB824', severity: 'error' as const, message, pointer: '', file }];
  });
}

async function listFiles(folder: string, pattern: RegExp): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw notFound({
      code: 'SB821',
      message: `There is no folder ${folder}.`,
      resolution: 'Name the folder of your workflow files, or write a first one with: signalbox new my-workflow',
      cause: error,
    });
  }
}

async function listOptional(folder: string, pattern: RegExp): Promise<string[]> {
  try {
    return await listFiles(folder, pattern);
  } catch (error) {
    if (error instanceof Error && isMissing(error.cause)) return [];
    throw error;
  }
}

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
