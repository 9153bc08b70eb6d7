import * as z from 'zod/mini';
import { invalid } from '../errors/app-error.ts';
import type { ExecutionDescription } from '../ports/executions.ts';

/** The part that we read of EventBridge's "Step Functions Execution Status Change". Times are milliseconds. */
const StatusEventSchema = z.looseObject({
  detail: z.looseObject({
    name: z.string(),
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']),
    startDate: z.number(),
    stopDate: z.nullish(z.number()),
    output: z.nullish(z.string()),
    error: z.nullish(z.string()),
    cause: z.nullish(z.string()),
    redriveCount: z.nullish(z.number()),
  }),
});

/** An execution's status as an event told it. */
export interface ExecutionStatus extends ExecutionDescription {
  /** The execution's name. */
  readonly name: string;
}

/**
 * Reads a status event.
 *
 * @throws AppError SB712 for anything else
 */
export function parseStatusEvent(event: unknown): ExecutionStatus {
  const parsed = StatusEventSchema.safeParse(event);
  if (!parsed.success) {
    throw invalid({
      code: 'SB712',
      message: `This is no status event of Step Functions: ${z.prettifyError(parsed.error)}`,
      resolution: 'Only the stack’s own rule should send to the status queue; look for what else does.',
    });
  }
  const { name, status, startDate, stopDate, output, error, cause, redriveCount } = parsed.data.detail;
  return {
    name,
    // A redrive that waits for its turn will run: nothing of ours depends on the difference.
    status: status === 'PENDING_REDRIVE' ? 'RUNNING' : status,
    startedAt: new Date(startDate).toISOString(),
    ...(stopDate != null && { endedAt: new Date(stopDate).toISOString() }),
    ...(output != null && { output: JSON.parse(output) }),
    ...(error != null && { error }),
    ...(cause != null && { cause }),
    redrives: redriveCount ?? 0,
  };
}
