import type { ExecutionDescription } from '../ports/executions.ts';
import { hasEnded, type Run } from '../ports/run.ts';
import type { RunStore } from '../ports/run-store.ts';
import { applyStatus } from './runs/apply-status.ts';
import { changeRun } from './runs/change-run.ts';

/** What recording a status needs. */
export interface RecordStatusDeps {
  readonly runs: Pick<RunStore, 'get' | 'replace'>;
  /** How long an ended run stays on record. */
  readonly keepRunSeconds: number;
}

/** A status event of an execution. */
export interface StatusHint extends ExecutionDescription {
  /** The execution's name, which is the run's id. */
  readonly name: string;
}

/** What a hint changed. */
export type StatusReport =
  /** An execution that is no run of ours. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'recorded';
      readonly run: Run;
      /** Whether the hint was news. */
      readonly changed: boolean;
      /** The run is over: have its history archived. True for a repeated hint, too, in case the first was cut off. */
      readonly ended: boolean;
    };

/**
 * Takes a status event as a hint about its run: lost, late, repeated and reordered ones do no harm, and the sweep finds
 * what they left out.
 */
export function createRecordStatus(deps: RecordStatusDeps): (hint: StatusHint) => Promise<StatusReport> {
  return async ({ name, ...hint }) => {
    const change = await changeRun(deps.runs, name, (run) => applyStatus(run, hint, deps.keepRunSeconds));
    if (change === undefined) {
      return { kind: 'unknown' };
    }
    const { before, after } = change;
    return { kind: 'recorded', run: after, changed: before !== after, ended: hasEnded(after) };
  };
}
