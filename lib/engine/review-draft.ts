import { compileWorkflow } from '../compiler/compile-workflow.ts';
import type { Estimate } from '../compiler/compiled-workflow.ts';
import { type RunCost, runCost } from '../compiler/run-cost.ts';
import type { LiveStateStore } from '../ports/live-state-store.ts';
import type { WorkflowStore } from '../ports/workflow-store.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import { compareDefinitions, type DefinitionDifference } from '../workflow/compare/compare-definitions.ts';
import { describeDifference } from '../workflow/compare/describe-difference.ts';
import type { Issue } from '../workflow/issue.ts';
import { loadWorkflow } from '../workflow/load-workflow.ts';
import type { WorkflowDefinition } from '../workflow/schema/workflow-schema.ts';
import { parseDefinition } from '../workflow/text/parse-definition.ts';
import { findLiveState } from './workflows/find-live-state.ts';
import { type FindTextDeps, findText, type TextChoice } from './workflows/find-text.ts';
import { liveTriggerLoop, loopWarning } from './workflows/live-trigger-loop.ts';

/** What reviewing needs. */
export interface ReviewDraftDeps extends FindTextDeps {
  readonly catalogue: Catalogue;
  readonly workflows: FindTextDeps['workflows'] & Pick<WorkflowStore, 'getManifest'>;
  readonly liveStates: Pick<LiveStateStore, 'get' | 'list'>;
  readonly functionArn: (family: string) => string;
}

/** Step Functions ends an execution whose history grows beyond. */
const MOST_HISTORY_EVENTS = 25_000;

/** What to know of a text before it is published (X4). */
export interface DraftReview {
  readonly workflow: string;
  readonly text: TextChoice;
  /** Whether it has no errors. */
  readonly publishable: boolean;
  /** Errors and warnings of the text and its graph, and the ring that it would close. */
  readonly issues: readonly Issue[];
  /** Bounds of one run; absent with errors, as is all below but the changes. */
  readonly estimate?: Estimate;
  readonly cost?: RunCost;
  /** How near a run may come to the end of its history. */
  readonly history?: { readonly most: number; readonly bound: number };
  /** Workflows that may start each other, this one first and last. */
  readonly loop?: readonly string[];
  /** Against the active version; absent where there is none, or the text cannot be read. */
  readonly changes?: DefinitionDifference & { readonly from: number; readonly lines: readonly string[] };
}

/**
 * Everything to know of a draft, or of a version, before it is published or activated: what is wrong with it, what a
 * run costs and how long its history grows, whether it closes a ring, and what it changes.
 *
 * @throws AppError SB601, SB602, SB652 no such workflow, version or draft
 */
export function createReviewDraft(
  deps: ReviewDraftDeps,
): (workflow: string, text?: TextChoice) => Promise<DraftReview> {
  return async (workflow, text = 'draft') => {
    const { active } = await findLiveState(deps.liveStates, workflow);
    const { graph, definition, issues } = loadWorkflow({
      text: await findText(deps, workflow, text),
      catalogue: deps.catalogue,
    });
    const changes = await changesTo(deps, { workflow, definition, active });
    const base = { workflow, text, ...(changes === undefined ? {} : { changes }) };
    if (graph === undefined) {
      return { ...base, publishable: false, issues };
    }
    const { manifest } = compileWorkflow(graph, deps);
    const { estimate } = manifest;
    const loop = await liveTriggerLoop(deps, manifest);
    return {
      ...base,
      publishable: true,
      issues: loop === undefined ? issues : [...issues, loopWarning(loop, undefined)],
      estimate,
      cost: runCost(estimate),
      history: { most: estimate.historyEvents.most, bound: MOST_HISTORY_EVENTS },
      ...(loop === undefined ? {} : { loop }),
    };
  };
}

async function changesTo(
  deps: ReviewDraftDeps,
  {
    workflow,
    definition,
    active,
  }: {
    readonly workflow: string;
    readonly definition: WorkflowDefinition | undefined;
    readonly active: number | undefined;
  },
): Promise<DraftReview['changes']> {
  if (definition === undefined || active === undefined) {
    return undefined;
  }
  const before = parseDefinition(await findText(deps, workflow, active)).definition;
  if (before === undefined) {
    return undefined;
  }
  const difference = compareDefinitions(before, definition);
  return { from: active, ...difference, lines: describeDifference(difference) };
}
