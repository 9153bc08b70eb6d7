import type { Catalogue } from '../catalogue/catalogue.ts';
import type { WorkflowGraph } from '../graph/graph.ts';
import type { Issue } from '../issue.ts';
import { loadWorkflow } from '../load-workflow.ts';
import { findMissing, type MissingName } from '../needs/needs.ts';
import { placeIssue } from '../text/place-issue.ts';
import { readDocument } from '../text/read-document.ts';
import { readYaml } from '../text/read-yaml.ts';
import { BUNDLE_FORMAT, type Bundle, BundleHeadSchema, BundleSchema, MAX_BUNDLE_BYTES } from './bundle-schema.ts';

/** A bundle's text, and what it is held against. */
export interface BundleSource {
  readonly text: string;
  /** Named in issues. */
  readonly file?: string;
  /** What the target has. */
  readonly catalogue: Catalogue;
  /** The version of the contract that the target calls actions with. */
  readonly contract: number;
}

/** What came of a bundle. */
export interface ImportedBundle {
  /** Absent when the bundle itself cannot be read. */
  readonly bundle?: Bundle;
  /** The workflow it holds; absent when there is any error. */
  readonly graph?: WorkflowGraph;
  /** Everything wrong at once: with the bundle, and with its definition under the target's catalogue. */
  readonly issues: readonly Issue[];
  /** What the workflow names and the target lacks; the issues tell where it names it. */
  readonly missing: readonly MissingName[];
}

/** Reads a bundle and holds it against a target; nothing is imported that has any error. */
export function readBundle({ text, file, catalogue, contract }: BundleSource): ImportedBundle {
  const refused = checkSize(text) ?? checkFormat(text);
  if (refused !== undefined) {
    return { issues: [{ ...refused, ...(file === undefined ? {} : { file }) }], missing: [] };
  }
  const { value, issues, positions } = readDocument(BundleSchema, { text, ...(file === undefined ? {} : { file }) });
  if (value === undefined) return { issues, missing: [] };
  const { needs, workflow, definition } = value;
  const missing = findMissing({ ...needs, actions: Object.keys(needs.actions) }, catalogue);
  const found = newerActions(needs.actions, contract);
  const loaded = loadWorkflow({ text: definition, file: `${workflow}.workflow.yaml`, catalogue });
  const all = [...issues, ...found.map((issue) => placeIssue(issue, positions, file)), ...loaded.issues];
  const failed = all.some(({ severity }) => severity === 'error');
  return {
    bundle: value,
    ...(failed || loaded.graph === undefined ? {} : { graph: loaded.graph }),
    issues: all,
    missing,
  };
}

/** Before anything is parsed: a parser's work grows with what it is given. */
function checkSize(text: string): Issue | undefined {
  const bytes = text.length > MAX_BUNDLE_BYTES ? text.length : new TextEncoder().encode(text).length;
  if (bytes <= MAX_BUNDLE_BYTES) return undefined;
  const message = `The bundle has at least ${bytes} bytes, and may have ${MAX_BUNDLE_BYTES}`;
  return { code: 'SB571', severity: 'error', pointer: '', message };
}

/** Of another format, nothing else can be judged. */
function checkFormat(text: string): Issue | undefined {
  const { tree } = readYaml(text);
  if (tree === undefined) return undefined;
  const head = BundleHeadSchema.safeParse(tree);
  if (!head.success || head.data.format === BUNDLE_FORMAT) return undefined;
  const message = `The bundle has format ${head.data.format}; this version of Signalbox reads format ${BUNDLE_FORMAT}`;
  return { code: 'SB572', severity: 'error', pointer: '/format', message };
}

function newerActions(actions: Bundle['needs']['actions'], contract: number): Issue[] {
  const newer = Object.entries(actions).filter(([, version]) => version > contract);
  return newer.map(([action, version]) => ({
    code: 'SB573',
    severity: 'error',
    pointer: '/needs/actions',
    message: `"${action}" is called with version ${version} of the contract, and the target has ${contract}`,
  }));
}
