import type { Issue } from '../issue.ts';
import { isJsonObject, type Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import { type Examined, examine } from '../schema/find-problems.ts';
import { type WorkflowDefinition, WorkflowSchema } from '../schema/workflow-schema.ts';
import { placeIssue } from './place-issue.ts';
import { readYaml } from './read-yaml.ts';
import type { SourcePositions } from './source-positions.ts';

/** A definition as its file says it, and everything that its text and structure have wrong. */
export interface ParsedDefinition {
  /** The tree in its type; absent when text or structure has errors. */
  readonly definition?: WorkflowDefinition;
  /** The tree as it is; absent when the text is no YAML at all. */
  readonly tree?: Json;
  readonly positions: SourcePositions;
  /** Codes SB1xx and SB2xx. */
  readonly issues: readonly Issue[];
}

/** Reads a workflow from YAML or JSON. `file` is named in issues, and its name must be the workflow's id. */
export function parseDefinition(text: string, file?: string): ParsedDefinition {
  const { tree, positions, issues: textIssues } = readYaml(text, file);
  if (tree === undefined) return { positions, issues: textIssues };
  const examined = examine(WorkflowSchema, tree);
  const found = isJsonObject(tree) ? describeStructure(examined, positions) : [NO_MAP];
  const issues = [...textIssues];
  for (const issue of [...found, ...checkFileName(tree, file)]) {
    // One slip, one message: what the text rules refused has no meaning that structure could judge.
    if (!textIssues.some((cause) => cause.severity === 'error' && isAt(issue.pointer, cause.pointer))) {
      issues.push(placeIssue(issue, positions, file));
    }
  }
  const sound = 'data' in examined && !issues.some(({ severity }) => severity === 'error');
  return sound ? { definition: examined.data, tree, positions, issues } : { tree, positions, issues };
}

const NO_MAP: Issue = {
  code: 'SB203',
  severity: 'error',
  pointer: '',
  message: 'A workflow is a map. Write workflow:, trigger: and steps: at the start of a line each',
};

function describeStructure(examined: Examined<unknown>, positions: SourcePositions): Issue[] {
  const problems = 'problems' in examined ? examined.problems : [];
  return problems.map(({ path, message: coded }) => {
    const pointer = joinPointer('', ...path.map(String));
    const code = coded.slice(0, 5);
    const message = named(coded.slice(6), path.at(-1));
    if (code !== 'SB204') return { code, severity: 'error', pointer, message };
    const written = positions.source(pointer);
    const fix = JSON.stringify(written);
    return { code, severity: 'error', pointer, message: `${written} must be text: quote it. Write ${fix}`, fix };
  });
}

/** A value that may be of several types does not know under which key it stands. */
function named(message: string, key: PropertyKey | undefined): string {
  return typeof key === 'string' ? message.replace(/^This (?=is missing|is \S+\. |takes )/, `"${key}" `) : message;
}

function checkFileName(tree: Json, file: string | undefined): Issue[] {
  const name = file?.split('/').at(-1);
  const id = isJsonObject(tree) ? tree.workflow : undefined;
  if (name === undefined || typeof id !== 'string' || !/\.workflow\.(yaml|yml|json)$/.test(name)) return [];
  const stem = name.replace(/\.workflow\.\w+$/, '');
  if (stem === id) return [];
  const message = `The file ${name} holds the workflow "${id}". Name the file ${id}.workflow.yaml, or write workflow: ${stem}`;
  return [{ code: 'SB224', severity: 'error', pointer: '/workflow', message }];
}

function isAt(pointer: string, cause: string): boolean {
  return cause !== '' && (pointer === cause || pointer.startsWith(`${cause}/`));
}
