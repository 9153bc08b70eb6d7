import type { Catalogue } from './catalogue/catalogue.ts';
import { checkGraph } from './checks/check-graph.ts';
import { buildGraph } from './graph/build-graph.ts';
import type { WorkflowGraph } from './graph/graph.ts';
import type { Issue } from './issue.ts';
import type { WorkflowDefinition } from './schema/workflow-schema.ts';
import { parseDefinition } from './text/parse-definition.ts';
import { placeIssue } from './text/place-issue.ts';

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

/** Reads, builds and checks a workflow. */
export function loadWorkflow({ text, file, catalogue }: WorkflowSource): LoadedWorkflow {
  const { definition, tree, positions, issues: parseIssues } = parseDefinition(text, file);
  if (definition === undefined || tree === undefined) return { issues: parseIssues };
  const { graph, issues: buildIssues } = buildGraph({ definition, tree, catalogue });
  const meant = checkGraph(graph, catalogue);
  const found = [...buildIssues, ...meant].map((issue) => placeIssue(issue, positions, file));
  const issues = [...parseIssues, ...found].toSorted(byPlace);
  const failed = issues.some(({ severity }) => severity === 'error');
  return failed ? { definition, issues } : { definition, graph, issues };
}

function byPlace(left: Issue, right: Issue): number {
  return Number(left.line) - Number(right.line) || Number(left.column) - Number(right.column);
}
