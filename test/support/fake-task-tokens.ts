import type { TaskTokens } from '../../lib/ports/task-tokens.ts';
import type { Json } from '../../lib/workflow/json.ts';

/** How a task that waited with a token was completed. */
export type TaskAnswer =
  | { readonly kind: 'succeeded'; readonly output: Json }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };

/** Tokens that can be used once each. */
export interface FakeTaskTokens extends TaskTokens {
  readonly answers: ReadonlyMap<string, TaskAnswer>;
  /** As when the task timed out. */
  readonly expire: (token: string) => void;
}

/** Every token waits until it is used. */
export function createFakeTaskTokens(): FakeTaskTokens {
  const answers = new Map<string, TaskAnswer>();
  const expired = new Set<string>();
  const use = (token: string, answer: TaskAnswer): 'done' | 'gone' => {
    if (answers.has(token) || expired.has(token)) return 'gone';
    answers.set(token, answer);
    return 'done';
  };
  return {
    answers,
    expire: (token) => {
      expired.add(token);
    },
    succeed: async (token, output) => use(token, { kind: 'succeeded', output }),
    fail: async (token, error, cause) => use(token, { kind: 'failed', error, cause }),
  };
}
