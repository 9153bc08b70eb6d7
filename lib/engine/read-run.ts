import type { RunInput } from '../compiler/compiled-workflow.ts';
import type { Clock } from '../ports/clock.ts';
import type { Executions } from '../ports/executions.ts';
import { hasEnded, type Run } from '../ports/run.ts';
import type { RunHistoryStore } from '../ports/run-history-store.ts';
import type { RunStore } from '../ports/run-store.ts';
import { isJsonObject, type Json } from '../workflow/json.ts';
import { asOf } from './list-runs.ts';
import { consoleLink } from './runs/console-link.ts';
import { runNotFound } from './stop-run.ts';
import { createTimeline, type TimelineStep } from './timeline.ts';

/** What reading a run needs. */
export interface ReadRunDeps {
  readonly runs: Pick<RunStore, 'get' | 'getInput'>;
  readonly histories: Pick<RunHistoryStore, 'get'>;
  readonly executions: Pick<Executions, 'history'>;
  readonly clock: Clock;
}

/** A run, step by step (R2). */
export interface RunView {
  readonly run: Run;
  /** The event and records it started with. */
  readonly input?: RunInput;
  readonly timeline: readonly TimelineStep[];
  /** Its execution in the AWS console. */
  readonly console?: string;
}

/**
 * Reads a run with what it did: from the archive once it has ended, from its execution until then.
 *
 * @throws AppError SB621 no such run
 */
export function createReadRun(deps: ReadRunDeps): (runId: string) => Promise<RunView> {
  return async (runId) => {
    const run = await deps.runs.get(runId);
    if (run === undefined) {
      throw runNotFound(runId);
    }
    const [input, history] = await Promise.all([deps.runs.getInput(runId), readHistory(deps, run)]);
    const console = consoleLink(run);
    return {
      run: asOf(run, deps.clock.now()),
      // Written by dispatch, byte for byte.
      ...(input === undefined ? {} : { input: JSON.parse(input) as RunInput }),
      timeline: createTimeline(history),
      ...(console === undefined ? {} : { console }),
    };
  };
}

async function readHistory({ histories, executions }: ReadRunDeps, run: Run): Promise<readonly Json[]> {
  const archived = hasEnded(run) ? await histories.get(run.id) : undefined;
  // What was kept after an earlier end is not all of it.
  if (archived !== undefined && redrivesIn(archived) === run.redrives) {
    return archived;
  }
  return executions.history({ machineRef: run.machineRef, name: run.id });
}

function redrivesIn(history: readonly Json[]): number {
  return history.filter((event) => isJsonObject(event) && event.type === 'ExecutionRedriven').length;
}
