import { builtInCatalogue } from '../catalogue/built-in.ts';
import { withMessages } from '../catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../catalogue/team-catalogue.ts';
import type { Issue } from '../issue.ts';
import { isJsonList, isJsonObject } from '../json.ts';
import { loadWorkflow } from '../load-workflow.ts';
import { readYaml } from '../text/read-yaml.ts';
import { loadTemplate } from './load-template.ts';
import type { Template } from './template.ts';

/** A folder of templates as texts, by path within it: `vip-routing.template.yaml`, `messages/welcome.message.yaml`. */
export type LibraryFiles = ReadonlyMap<string, string>;

/** A template as a library shows it. Plain JSON. */
export interface LibraryTemplate extends Template {
  /** Names of its cases, which say what it does. */
  readonly cases: readonly string[];
}

/** What came of a folder of templates. */
export interface LoadedLibrary {
  /** Those that load, by id. */
  readonly templates: readonly LibraryTemplate[];
  /** Everything found in definitions, in template files and in the catalogue. */
  readonly issues: readonly Issue[];
}

const CATALOGUE = 'catalogue.yaml';
const TEMPLATE = /^([^/]+)\.template\.yaml$/;
const MESSAGE = /^messages\/([^/]+)\.message\.yaml$/;

/** Whether a file is of a library of templates, by its path within the folder. */
export function isLibraryFile(path: string): boolean {
  return path === CATALOGUE || MESSAGE.test(path) || /^[^/]+\.(template|workflow|test)\.yaml$/.test(path);
}

/** Reads a library: each template with its definition and its cases, held against the library's own catalogue. */
export function loadLibrary(files: LibraryFiles): LoadedLibrary {
  const own = { text: files.get(CATALOGUE) ?? '{}\n', file: CATALOGUE };
  const team = extendCatalogue(builtInCatalogue(), own);
  const catalogue = withMessages(team.catalogue, idsOf(files, MESSAGE));
  const loaded = idsOf(files, TEMPLATE).map((id) => {
    const file = `${id}.template.yaml`;
    const text = files.get(`${id}.workflow.yaml`);
    const workflow = text === undefined ? undefined : loadWorkflow({ text, file: `${id}.workflow.yaml`, catalogue });
    const { template, issues } = loadTemplate({
      ...{ text: `${files.get(file)}`, file, catalogue },
      ...(text === undefined ? {} : { definition: { text, ...workflow } }),
    });
    return {
      issues: [...(workflow?.issues ?? []), ...issues],
      templates: template === undefined ? [] : [{ ...template, cases: caseNames(files.get(`${id}.test.yaml`)) }],
    };
  });
  return {
    templates: loaded.flatMap(({ templates }) => templates),
    issues: [...team.issues, ...loaded.flatMap(({ issues }) => issues)],
  };
}

function idsOf(files: LibraryFiles, pattern: RegExp): readonly string[] {
  return [...files.keys()].flatMap((path) => pattern.exec(path)?.[1] ?? []).sort();
}

/** What is wrong with cases is told where they are run. */
function caseNames(text: string | undefined): readonly string[] {
  const tree = text === undefined ? undefined : readYaml(text).tree;
  const cases = isJsonObject(tree) ? tree.cases : undefined;
  if (!isJsonList(cases)) return [];
  return cases.flatMap((one) => (isJsonObject(one) && typeof one.name === 'string' ? one.name : []));
}
