import type { Catalogue } from '../catalogue/catalogue.ts';
import type { WorkflowGraph } from '../graph/graph.ts';
import type { Report } from '../graph/report.ts';
import type { AskRoot } from '../references/resolve-type.ts';
import type { GraphFlow } from './flow/scope-flow.ts';
import type { Place, RootsAt } from './types/roots.ts';

/** What a check looks at: a workflow, and what several checks need to know of it, computed once. */
export interface Subject {
  readonly graph: WorkflowGraph;
  readonly catalogue: Catalogue;
  readonly flow: GraphFlow;
  readonly rootsAt: RootsAt;
}

/** Where a check puts what it finds. */
export interface Findings {
  /** What stops the workflow. */
  readonly error: Report;
  /** What does not. */
  readonly warning: Report;
}

/** One place of a workflow that a check looks at. */
export interface Site {
  readonly subject: Subject;
  readonly findings: Findings;
  readonly place: Place;
  /** What each root is there. */
  readonly ask: AskRoot;
}

/** One rule of the language. It reports everything it finds, and never throws. */
export type Check = (subject: Subject, findings: Findings) => void;
