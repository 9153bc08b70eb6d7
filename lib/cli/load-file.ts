import { invalid } from '../errors/app-error.ts';
import {
  readWorkflow,
  readWorkspaceNames,
  type WorkspaceNames,
  type WorkspaceWorkflow,
} from '../local/workspace/read-workspace.ts';
import type { WorkflowGraph } from '../workflow/graph/graph.ts';
import type { Cli } from './cli.ts';
import { findWorkspace } from './find-workspace.ts';
import { countIssues, formatIssueLine, plural, sortIssues } from './print-issues.ts';

/** A workflow that can be compiled, and what it may name. */
export interface LoadedFile {
  readonly workflow: WorkspaceWorkflow & { readonly graph: WorkflowGraph };
  readonly names: WorkspaceNames;
}

/**
 * Loads one workflow file; what is wrong with it is printed on standard error. `undefined`: it has errors.
 *
 * @throws AppError SB822 there is no such file · SB826 it is a folder
 */
export async function loadFile(cli: Cli, path: string): Promise<LoadedFile | undefined> {
  const place = await findWorkspace(path);
  if (place.kind === 'folder') {
    throw invalid({
      code: 'SB826',
      message: `${path} is a folder, and this command takes one workflow file.`,
      resolution: `Name a file in it: ${path.replace(/\/+$/, '')}/<id>.workflow.yaml`,
    });
  }
  const names = await readWorkspaceNames(place.folder);
  const workflow = await readWorkflow(place.file, names.catalogue);
  const { terminal } = cli;
  const about = names.issues.filter(({ severity, file }) => severity === 'error' && file?.endsWith('catalogue.yaml'));
  for (const issue of sortIssues([...about, ...workflow.issues])) {
    terminal.err(formatIssueLine(issue, terminal.errPaint));
  }
  const { graph } = workflow;
  if (graph !== undefined) return { workflow: { ...workflow, graph }, names };
  const { errors } = countIssues(workflow.issues);
  terminal.err(`${path} has ${plural(errors, 'error')}: nothing was done.`);
  return undefined;
}
