import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileWorkflow } from '../compiler/compile-workflow.ts';
import { functionSubstitution } from '../config/names.ts';
import { invalid } from '../errors/app-error.ts';
import { builtInCatalogue } from '../workflow/catalogue/built-in.ts';
import type { ActionType, Catalogue } from '../workflow/catalogue/catalogue.ts';
import { withActions, withMessages } from '../workflow/catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../workflow/catalogue/team-catalogue.ts';
import type { Issue } from '../workflow/issue.ts';
import { loadWorkflow } from '../workflow/load-workflow.ts';
import { loadMessage } from '../workflow/messages/load-message.ts';
import type { MessageTemplate } from '../workflow/messages/message-template.ts';
import { sha256 } from './build-cache.ts';
import type { DeployableWorkflow } from './workflow-deployment.ts';

const WORKFLOW_FILE = /\.workflow\.(yaml|json)$/;
const MESSAGE_FILE = /\.message\.yaml$/;

/** A folder of workflow files, ready to be deployed. */
export interface WorkflowFiles {
  readonly workflows: readonly DeployableWorkflow[];
  readonly catalogue: Catalogue;
  readonly messages: ReadonlyMap<string, MessageTemplate>;
}

/**
 * Reads, checks and compiles a folder: workflow files, `catalogue.yaml`, `messages/`. Without a folder there is the
 * built-in catalogue, and no workflow.
 *
 * @throws AppError SB903 with every error of every file · SB905 when there is no such folder
 */
export function readWorkflowFiles(folder: string | undefined, actions: readonly ActionType[]): WorkflowFiles {
  const base = withActions(builtInCatalogue(), actions);
  if (folder === undefined) return { workflows: [], catalogue: base, messages: new Map() };
  if (!existsSync(folder)) throw noFolder(folder);
  const team = readCatalogue(folder, base);
  const { ids, messages, issues } = readMessages(join(folder, 'messages'), team.catalogue);
  const catalogue = withMessages(team.catalogue, ids);
  const files = list(folder, WORKFLOW_FILE).map((file) => compileFile(file, catalogue));
  const errors = [...team.issues, ...issues, ...files.flatMap((file) => file.issues)].filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length > 0) throw wrongFiles(errors);
  return { workflows: files.flatMap(({ workflow }) => workflow ?? []), catalogue, messages };
}

function compileFile(
  file: string,
  catalogue: Catalogue,
): { readonly workflow?: DeployableWorkflow; readonly issues: readonly Issue[] } {
  const text = readFileSync(file, 'utf8');
  const { graph, issues } = loadWorkflow({ text, file, catalogue });
  if (graph === undefined) return { issues };
  const { manifest, asl } = compileWorkflow(graph, {
    catalogue,
    functionArn: (family: string) => `\${${functionSubstitution(family)}}`,
  });
  const workflow = {
    id: manifest.workflow,
    file: basename(file),
    text,
    asl,
    functions: manifest.functions,
    fingerprint: sha256(JSON.stringify(manifest)),
  };
  return { workflow, issues };
}

function readCatalogue(folder: string, base: Catalogue) {
  const file = join(folder, 'catalogue.yaml');
  return existsSync(file)
    ? extendCatalogue(base, { text: readFileSync(file, 'utf8'), file })
    : { catalogue: base, issues: [] };
}

function readMessages(folder: string, catalogue: Catalogue) {
  const contact = catalogue.records.get('contact');
  const loaded = (existsSync(folder) ? list(folder, MESSAGE_FILE) : []).map((file) => ({
    id: basename(file).replace(MESSAGE_FILE, ''),
    ...loadMessage({ text: readFileSync(file, 'utf8'), file, ...(contact && { contact }) }),
  }));
  return {
    ids: loaded.map(({ id }) => id),
    messages: new Map(loaded.flatMap(({ message }) => (message ? [[message.id, message] as const] : []))),
    issues: loaded.flatMap(({ issues }) => issues),
  };
}

function list(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function noFolder(folder: string) {
  return invalid({
    code: 'SB905',
    message: `There is no folder ${folder} to deploy workflows from.`,
    resolution: 'Give the folder of your *.workflow.yaml files as `workflows`, or leave it out to deploy none.',
  });
}

function wrongFiles(errors: readonly Issue[]) {
  const lines = errors.map(
    ({ file = '', line, column, pointer, code, message }) =>
      `  ${file}${line === undefined ? pointer : `:${line}:${column ?? 1}`} ${code} ${message}`,
  );
  return invalid({
    code: 'SB903',
    message: `The workflow files have ${errors.length} errors, so nothing is deployed:\n${lines.join('\n')}`,
    resolution: 'Correct them; `signalbox check` shows the same list.',
    details: { errors },
  });
}
