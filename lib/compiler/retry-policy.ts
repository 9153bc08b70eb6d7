import { TASK_ERROR_OUTCOMES } from '../errors/error-outcomes.ts';
import type { RetryPolicy } from '../workflow/graph/graph.ts';
import type { JsonObject } from '../workflow/json.ts';

const FINAL = Object.entries(TASK_ERROR_OUTCOMES).flatMap(([name, { retried }]) => (retried ? [] : [name]));

/** Which failures a policy applies to: a function's time-out is worth another try, a person's is the answer. */
export type RetriedErrors = 'failures' | 'failures-and-timeouts';

/**
 * A policy as `Retry`: what cannot be mended by trying again first, then everything else, jittered. `undefined` where
 * there is one try only. Steps that share a policy share its text.
 */
export function retryField(policy: RetryPolicy | null, errors: RetriedErrors): readonly JsonObject[] | undefined {
  if (policy === null || policy.attempts < 2) return undefined;
  const known = written[errors].get(policy) ?? writeRetry(policy, errors);
  written[errors].set(policy, known);
  return known;
}

const written = {
  failures: new WeakMap<RetryPolicy, readonly JsonObject[]>(),
  'failures-and-timeouts': new WeakMap<RetryPolicy, readonly JsonObject[]>(),
};

function writeRetry(policy: RetryPolicy, errors: RetriedErrors): readonly JsonObject[] {
  const names = errors === 'failures' ? ['States.TaskFailed'] : ['States.TaskFailed', 'States.Timeout'];
  return [
    { ErrorEquals: FINAL, MaxAttempts: 0 },
    { ErrorEquals: names, ...delays(policy), MaxAttempts: policy.attempts - 1, JitterStrategy: 'FULL' },
  ];
}

/**
 * Only what differs from Step Functions' defaults. It wants a bound above the first delay: at or below it, every delay
 * is the bound; and a bound that no delay reaches says nothing.
 */
function delays({ attempts, delaySeconds, factor, maxDelaySeconds }: RetryPolicy): JsonObject {
  const first = Math.max(1, Math.min(delaySeconds, maxDelaySeconds));
  const rate = maxDelaySeconds <= first ? 1 : factor;
  const bounded = first * rate ** (attempts - 2) > maxDelaySeconds;
  return {
    IntervalSeconds: first,
    ...(rate === DEFAULT_RATE ? {} : { BackoffRate: rate }),
    ...(bounded ? { MaxDelaySeconds: maxDelaySeconds } : {}),
  };
}

const DEFAULT_RATE = 2;

/** For what the compiler adds by itself: reads, and registering waits and questions. Safe to repeat, and quick. */
export const OWN_RETRY: RetryPolicy = { attempts: 5, delaySeconds: 1, factor: 2, maxDelaySeconds: 30 };

/** Within which such a call has to answer. */
export const OWN_TIMEOUT_SECONDS = 30;
