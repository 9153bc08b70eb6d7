import type { Catalogue } from './catalogue/catalogue.ts';
import { checkGraph } from './checks/check-graph.ts';
import { buildGraph } from './graph/build-graph.ts';
import type { WorkflowGraph } from './graph/graph.ts';
import type { Issue } from './issue.ts';
import type { WorkflowDefinition } from './schema/workflow-schema.ts';
import { parseDefinition } from './text/parse-definition.ts';
import { placeIssue } from './text/place-issue.ts';
import { type RepairedTree, repairTree } from './text/repair-tree.ts';

/** A workflow's text, and what it is read with. */
export interface WorkflowSource {
  /** YAML or JSON. */
  readonly text: string;
  /** Named in issues; its name without `.workflow.yaml` must be the workflow's id. */
  readonly file?: string;
  readonly catalogue: Catalogue;
}

/** What came of a text. */
export interface LoadedWorkflow {
  /** Absent when there is any error. */
  readonly graph?: WorkflowGraph;
  /** The tree in its type; absent when text or structure has errors. */
  readonly definition?: WorkflowDefinition;
  /** Everything wrong with it at once, in the order of the text. */
  readonly issues: readonly Issue[];
}

/** Reads, builds and checks a workflow. What is faulty in its structure does not keep the rest from being checked. */
export function loadWorkflow({ text, file, catalogue }: WorkflowSource): LoadedWorkflow {
  const { definition, tree, positions, issues: parseIssues } = parseDefinition(text, file);
  if (tree === undefined) return { issues: parseIssues };
  const intact = definition === undefined ? undefined : { definition, tree, replaced: [], lostSteps: false };
  const repaired = intact ?? repairTree(tree);
  if (repaired === undefined) return { issues: parseIssues };
  const built = buildGraph({ definition: repaired.definition, tree: repaired.tree, catalogue });
  const echoed = new Set(built.issues.map(({ pointer }) => pointer));
  const checked = checkGraph(built.graph, catalogue).filter(({ pointer }) => !echoed.has(pointer));
  const told = [...built.issues, ...checked].filter(
    (issue) => isOfInterest(issue, repaired) && !isExplained(issue, parseIssues),
  );
  const issues = [...parseIssues, ...told.map((issue) => placeIssue(issue, positions, file))].toSorted(byPlace);
  const failed = issues.some(({ severity }) => severity === 'error');
  return {
    ...(failed ? {} : { graph: built.graph }),
    ...(definition === undefined ? {} : { definition }),
    issues,
  };
}

/** Codes of names that a lost step could have explained. */
const UNKNOWN_STEP = ['SB301', 'SB415', 'SB416', 'SB417', 'SB444'];
/** Of the flow, all that can be told of a workflow that lacks parts. */
const CERTAIN_FLOW = ['SB301', 'SB304', 'SB306'];

/** Of a repaired definition, only what is certain to be wrong with the one that was meant. */
function isOfInterest({ code, pointer }: Issue, { replaced, lostSteps }: RepairedTree): boolean {
  if (replaced.length === 0) return true;
  if (replaced.some((place) => isWithin(pointer, place))) return false;
  if (lostSteps && UNKNOWN_STEP.includes(code)) return false;
  return !code.startsWith('SB3') || CERTAIN_FLOW.includes(code);
}

/** One slip, one message: what an error has made meaningless is not judged again. */
function isExplained({ pointer }: Issue, causes: readonly Issue[]): boolean {
  return causes.some((cause) => cause.severity === 'error' && cause.pointer !== '' && isWithin(pointer, cause.pointer));
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

function byPlace(left: Issue, right: Issue): number {
  return Number(left.line) - Number(right.line) || Number(left.column) - Number(right.column);
}
