import type { RunFacts } from '../../compiler/compiled-workflow.ts';
import type { EventMetadata } from '../../ports/bus.ts';

/**
 * What an event that a run makes happen says of itself. Depth and chain grow by the run's workflow, so that loops end
 * at a bound (R6).
 */
export function causedMetadata(run: RunFacts, id: string, timestamp: string): EventMetadata {
  return {
    id,
    timestamp,
    idempotencyKey: id,
    correlationId: run.correlation_id,
    depth: run.depth + 1,
    chain: [...run.chain, run.workflow],
  };
}
