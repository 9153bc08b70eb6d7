import type { ActionType } from '../catalogue/catalogue.ts';
import { joinPointer } from '../json-pointer.ts';
import { durationSeconds } from '../schema/duration.ts';
import type { DoStep } from '../schema/step-schema.ts';
import type { RetryPolicy } from './graph.ts';
import type { Report } from './report.ts';

const DEFAULT_RETRY: ActionType['retry'] = { attempts: 5, delaySeconds: 2, factor: 2, maxDelaySeconds: 300 };

/** The policy a step writes, filled up with the action's; `null` for none, nothing where it writes none. */
export function buildRetry(
  { retry }: DoStep,
  action: ActionType | undefined,
  pointer: string,
  report: Report,
): RetryPolicy | null | undefined {
  if (retry === undefined) return undefined;
  if (retry === 'none') return null;
  const usual = action?.retry ?? DEFAULT_RETRY;
  const delaySeconds = retry.delay === undefined ? usual.delaySeconds : durationSeconds(retry.delay);
  const longest = retry.max_delay === undefined ? undefined : durationSeconds(retry.max_delay);
  if (longest !== undefined && longest < delaySeconds) {
    const message = `The longest delay (${retry.max_delay}) is shorter than the first (${delaySeconds} seconds). Lengthen max_delay, or shorten delay`;
    report('SB217', joinPointer(pointer, 'retry', 'max_delay'), message);
  }
  return {
    attempts: retry.attempts ?? usual.attempts,
    delaySeconds,
    factor: retry.factor ?? usual.factor,
    maxDelaySeconds: Math.max(longest ?? usual.maxDelaySeconds, delaySeconds),
  };
}
