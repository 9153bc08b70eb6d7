import type { ExecutionDescription } from '../../ports/executions.ts';
import { hasEnded, type Run, type RunError, type StopReason } from '../../ports/run.ts';
import type { Json } from '../../workflow/json.ts';

type Ended = Exclude<ExecutionDescription['status'], 'RUNNING'>;

/**
 * The run after a hint about its execution, or `undefined` where the hint says nothing new. Hints may come late, twice,
 * out of order or never: what is further on by (redrives, rank) wins, and what has ended stays so until it is redriven.
 */
export function applyStatus(run: Run, hint: ExecutionDescription, keepSeconds: number): Run | undefined {
  if (hint.redrives < run.redrives || (hint.redrives === run.redrives && rank(hint.status) <= rankOf(run))) {
    return undefined;
  }
  const base = baseOf(run, hint.redrives);
  if (hint.status === 'RUNNING') {
    return run.status === 'stop-requested'
      ? { ...run, ...base }
      : { ...base, status: 'running', startedAt: hint.startedAt };
  }
  const endedAt = hint.endedAt ?? hint.startedAt;
  const ended = { ...base, endedAt, expiresAt: expiry(run, endedAt, keepSeconds) };
  return { ...ended, ...outcomeOf(run, { ...hint, status: hint.status }, endedAt) };
}

/** A run that was told to stop and whose execution never did anything. */
export function stoppedUnstarted(
  run: Run & { readonly status: 'stop-requested' },
  endedAt: string,
  keepSeconds: number,
): Run {
  const base = baseOf(run, run.redrives);
  const expiresAt = expiry(run, endedAt, keepSeconds);
  return { ...base, endedAt, expiresAt, status: stoppedStatus(run.stop), stop: run.stop };
}

/** A run that could not be started, for good. */
export function failedUnstarted(run: Run, error: RunError, endedAt: string, keepSeconds: number): Run {
  const expiresAt = expiry(run, endedAt, keepSeconds);
  return { ...baseOf(run, run.redrives), endedAt, expiresAt, status: 'failed', error };
}

/** A run stays on record as long as it may reach its goal, however soon others go. */
function expiry({ goalUntil }: Run, endedAt: string, keepSeconds: number): number {
  const kept = Math.floor(Date.parse(endedAt) / 1000) + keepSeconds;
  return goalUntil === undefined ? kept : Math.max(kept, Math.ceil(Date.parse(goalUntil) / 1000));
}

/** What all states of a run have, one revision on. */
export function baseOf(run: Run, redrives: number = run.redrives) {
  const { id, workflow, version, arm, trigger, createdAt, machineRef, correlationId, contact, convertedAt } = run;
  const { variants, goalUntil } = run;
  return {
    id,
    workflow,
    version,
    arm,
    ...(contact === undefined ? {} : { contact }),
    trigger,
    createdAt,
    machineRef,
    revision: run.revision + 1,
    redrives,
    correlationId,
    ...(variants === undefined ? {} : { variants }),
    ...(goalUntil === undefined ? {} : { goalUntil }),
    ...(convertedAt === undefined ? {} : { convertedAt }),
  };
}

function rank(status: ExecutionDescription['status']): number {
  return status === 'RUNNING' ? 1 : 2;
}

function rankOf(run: Run): number {
  if (hasEnded(run)) {
    return 2;
  }
  return run.status === 'pending' ? 0 : 1;
}

function stoppedStatus(stop: StopReason): 'stopped' | 'exited' {
  return stop.kind === 'goal' ? 'exited' : 'stopped';
}

type Outcome =
  | { readonly status: 'succeeded'; readonly startedAt: string; readonly outcome: string }
  | { readonly status: 'failed'; readonly startedAt: string; readonly error: RunError }
  | { readonly status: 'stopped' | 'exited'; readonly startedAt?: string; readonly stop: StopReason };

function outcomeOf(run: Run, hint: ExecutionDescription & { readonly status: Ended }, at: string): Outcome {
  // Its name was taken so that nothing could start it: however that execution ended, the run was stopped.
  if (run.status === 'stop-requested' && run.startedAt === undefined) {
    return { status: stoppedStatus(run.stop), stop: run.stop };
  }
  const began = { startedAt: hint.startedAt };
  switch (hint.status) {
    case 'SUCCEEDED':
      return { ...began, status: 'succeeded', outcome: outcomeName(hint.output) };
    case 'FAILED':
      return { ...began, status: 'failed', error: runError(hint) };
    case 'TIMED_OUT':
      return { ...began, status: 'failed', error: { code: 'timeout', message: 'The run took longer than a year.' } };
    case 'ABORTED': {
      const stop: StopReason =
        run.status === 'stop-requested'
          ? run.stop
          : {
              kind: 'operator',
              by: hint.error ?? 'Step Functions',
              at,
              comment: hint.cause ?? 'Stopped from outside.',
            };
      return { ...began, status: stoppedStatus(stop), stop };
    }
  }
}

/** The outcome that `end` named: the execution's output is `{ outcome }`. */
function outcomeName(output: Json | undefined): string {
  const named = isObject(output) ? output.outcome : undefined;
  return typeof named === 'string' ? named : 'completed';
}

/** A failure's code and text: a function's error carries both in its JSON cause, as `<code>: <text>`. */
export function runError({ error, cause }: Pick<ExecutionDescription, 'error' | 'cause'>): RunError {
  const name = error ?? 'unknown';
  const message = causeMessage(cause ?? '');
  const coded = /^([A-Za-z][\w.]*): (.*)$/s.exec(message);
  return name.startsWith('Signalbox.') && coded?.[1] !== undefined && coded[2] !== undefined
    ? { code: coded[1], message: coded[2] }
    : { code: name, message };
}

function causeMessage(cause: string): string {
  try {
    const parsed: unknown = JSON.parse(cause);
    const message = isObject(parsed) ? parsed.errorMessage : undefined;
    return typeof message === 'string' ? message : cause;
  } catch {
    return cause;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
