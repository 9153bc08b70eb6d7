import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Issue } from '../../workflow/issue.ts';
import { loadTemplate } from '../../workflow/templates/load-template.ts';
import type { Template } from '../../workflow/templates/template.ts';
import { readWorkspace, type Workspace } from './read-workspace.ts';

/** A folder of templates, read and checked: `statemachines/templates/`. */
export interface TemplateFolder {
  /** By id; those that do not load have issues only. */
  readonly templates: readonly Template[];
  /** Their definitions, cases, messages, and the catalogue they are held against. */
  readonly workspace: Workspace;
  /** Everything found in every file, definitions included. */
  readonly issues: readonly Issue[];
  /** Paths of the `.template.yaml` files. */
  readonly files: readonly string[];
}

/** Where a template file's name ends. */
export const TEMPLATE_FILE = /\.template\.yaml$/;

/**
 * Reads a folder that holds templates: for each `<id>.template.yaml` a definition and cases of the same id, and
 * `catalogue.yaml` and `messages/` that they name.
 *
 * @throws AppError SB821 when there is no such folder
 */
export async function readTemplates(folder: string): Promise<TemplateFolder> {
  const workspace = await readWorkspace(folder);
  const names = (await readdir(folder)).filter((name) => TEMPLATE_FILE.test(name)).sort();
  const files = names.map((name) => join(folder, name));
  const loaded = await Promise.all(
    files.map(async (file) => {
      const id = basename(file).replace(TEMPLATE_FILE, '');
      const definition = workspace.workflows.find((workflow) => workflow.id === id);
      const text = await readFile(file, 'utf8');
      return loadTemplate({
        text,
        file,
        catalogue: workspace.catalogue,
        ...(definition === undefined ? {} : { definition }),
      });
    }),
  );
  return {
    templates: loaded.flatMap(({ template }) => template ?? []),
    workspace,
    issues: [...workspace.issues, ...loaded.flatMap(({ issues }) => issues)],
    files,
  };
}
