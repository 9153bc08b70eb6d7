import { invalid } from '../../errors/app-error.ts';
import type { SkippedRunStore } from '../../ports/skipped-run-store.ts';
import type { skippedRunRoutes } from '../contract/skipped-runs.ts';
import type { HandlersOf } from '../handler.ts';
import { pageRequest } from '../page-request.ts';

/** What listing skipped runs needs. */
export interface SkippedRunsDeps {
  readonly skippedRuns: Pick<SkippedRunStore, 'list'>;
}

/** Triggers that started no run. */
export function createSkippedRunResource({ skippedRuns }: SkippedRunsDeps): HandlersOf<typeof skippedRunRoutes> {
  return {
    list: ({ query }) => skippedRuns.list(filterOf(query), pageRequest(query)),
  };
}

function filterOf({
  workflow,
  contact,
}: {
  readonly workflow?: string | undefined;
  readonly contact?: string | undefined;
}) {
  if (workflow !== undefined && contact === undefined) return { workflow };
  if (contact !== undefined && workflow === undefined) return { contact };
  throw invalid({
    code: 'SB707',
    message: 'Skipped runs are listed by workflow or by contact, by one of the two.',
    resolution: 'Send ?workflow=… or ?contact=….',
  });
}
