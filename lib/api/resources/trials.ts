import { type BacktestWorkflowDeps, createBacktestWorkflow } from '../../engine/backtest-workflow.ts';
import { createPreviewWorkflow, type PreviewWorkflowDeps } from '../../engine/preview-workflow.ts';
import { createReviewDraft, type ReviewDraftDeps } from '../../engine/review-draft.ts';
import type { trialRoutes } from '../contract/trials.ts';
import type { HandlersOf } from '../handler.ts';

/** What trying needs. */
export type TrialsDeps = BacktestWorkflowDeps & PreviewWorkflowDeps & ReviewDraftDeps;

/** API Gateway gives up after 30 seconds. */
const MOST_SECONDS = 15;
const USUAL_RUNS = 20;

/** What is tried before it is live. */
export function createTrialResource(deps: TrialsDeps): HandlersOf<typeof trialRoutes> {
  const review = createReviewDraft(deps);
  const preview = createPreviewWorkflow(deps);
  const backtest = createBacktestWorkflow(deps);
  return {
    review: ({ params: { workflow }, query: { version } }) => review(workflow, version),
    preview: ({ params: { workflow }, body }) => preview({ workflow, ...body }),
    backtest: ({ params: { workflow }, body: { from, to, most = USUAL_RUNS, ...body } }) =>
      backtest({
        ...{ workflow, most, mostSeconds: MOST_SECONDS, ...body },
        from: from === undefined ? undefined : Date.parse(from),
        to: to === undefined ? undefined : Date.parse(to),
      }),
  };
}
