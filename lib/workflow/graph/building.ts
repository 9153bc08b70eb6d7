import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RootTypes } from '../references/path-type.ts';
import type { Node, Scope, Target } from './graph.ts';
import type { StepIndex, WrittenStep } from './index-steps.ts';
import type { Report } from './report.ts';

/** What the building of one graph shares. */
export interface Building {
  readonly catalogue: Catalogue;
  readonly report: Report;
  /** The workflow's: an IANA name, or `contact`. */
  readonly zone: string;
  readonly index: StepIndex;
  /** Nodes built so far, of all scopes. */
  readonly built: Map<string, Node>;
  /** The steps that can come next, noted while targets are resolved. */
  readonly edges: Map<WrittenStep, WrittenStep[]>;
  /** Where the list of each `approve` goes on behind it. */
  readonly following: Map<WrittenStep, Target>;
}

/** What surrounds the steps of a list. */
export interface Surroundings {
  /** Of what can be named there, but for `steps` and `now`. */
  readonly roots: RootTypes;
  /** Names that the items of each `each` around have taken. */
  readonly items: readonly string[];
}

/** A step that is about to become a node, and its ways on. */
export interface Making {
  readonly building: Building;
  readonly written: WrittenStep;
  readonly around: Surroundings;
  /** What comes behind it in its list. */
  readonly next: Target;
  /** The way into one of its lists: `enter('routes', 0, 'then')`; of one that is empty or not there, `next`. */
  readonly enter: (...keys: (string | number)[]) => Target;
  /** One of its lists as a scope of its own: a branch, or what runs for each item. */
  readonly scopeOf: (id: string, around: Surroundings, ...keys: (string | number)[]) => Scope;
}
