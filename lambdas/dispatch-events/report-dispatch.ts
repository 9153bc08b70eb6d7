import type { DispatchReport } from '../../lib/engine/dispatch-event.ts';
import type { Observability } from '../middleware/observe.ts';

/** Why an event started what it started, and nothing else: a line and a count for each workflow, without an AWS call. */
export function reportDispatch({ logger, metrics }: Observability, { event, name, outcomes }: DispatchReport): void {
  const facts = { event: name ?? `${event.source} ${event.detailType}`, eventId: event.identity };
  if (name === undefined) logger.info('Event type is not in the catalogue', facts);
  for (const outcome of outcomes) {
    logger.info(`Dispatch: ${outcome.kind}`, { ...facts, ...outcome });
    metrics.addMetric(metricOf(outcome), 'Count', 1);
  }
}

/** Runs that the rollout gave to the other arm are no misses of a filter. */
function metricOf(outcome: DispatchReport['outcomes'][number]): string {
  return outcome.kind === 'no-match' && outcome.reason === 'arm' ? 'RunsOfOtherArm' : METRICS[outcome.kind];
}

const METRICS = {
  started: 'RunsStarted',
  duplicate: 'RunsDuplicate',
  deferred: 'RunsDeferred',
  skipped: 'RunsSkipped',
  'no-match': 'RunsNotMatched',
} as const satisfies Record<DispatchReport['outcomes'][number]['kind'], string>;
