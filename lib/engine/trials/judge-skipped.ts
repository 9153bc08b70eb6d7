import type { SkippedRun, SkipReason } from '../../ports/skipped-run-store.ts';
import type { WorkflowGraph } from '../../workflow/graph/graph.ts';
import type { SkippedGroup } from './backtest-report.ts';

/** What a text would do with triggers that started no run, as far as their records tell. */
export function judgeSkipped(skipped: readonly SkippedRun[], text: WorkflowGraph): readonly SkippedGroup[] {
  const counts = new Map<SkipReason, number>();
  for (const { reason } of skipped) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => {
    const lifted = liftedBy(reason, text);
    return lifted === undefined
      ? {
          reason,
          count,
          would: 'skip',
          why: 'What kept it out is still asked; its event is not kept, so it was not tried.',
        }
      : {
          reason,
          count,
          would: 'perhaps_start',
          why: `${lifted}; whether the event matches is not known, for it is not kept.`,
        };
  });
}

/** Why what kept a trigger out would not any more. */
function liftedBy(reason: SkipReason, { audience, goal }: WorkflowGraph): string | undefined {
  switch (reason) {
    case 'consent':
      return audience.consent === 'none' ? 'No consent is asked' : undefined;
    case 'reentry':
      return audience.reentry === 'always' ? 'Contacts may always enter again' : undefined;
    case 'overlap':
      return audience.overlap ? 'Runs of one contact may overlap' : undefined;
    case 'goal':
      return goal === undefined ? 'There is no goal' : undefined;
    case 'loop':
    case 'replay':
      return undefined;
  }
}
