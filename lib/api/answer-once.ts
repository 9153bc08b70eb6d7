import { conflict, invalid } from '../errors/app-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { EffectLedger } from '../ports/effect-ledger.ts';
import type { Hash, Ids } from '../ports/ids.ts';
import { isJsonObject, type Json } from '../workflow/json.ts';

/** What keeping answers needs. */
export interface AnswerOnceDeps {
  readonly ledger: EffectLedger;
  readonly hash: Hash;
  readonly ids: Pick<Ids, 'ulid'>;
  readonly clock: Clock;
  /** Told of an answer that could not be kept. */
  readonly onFailure: (error: unknown) => void;
}

/** A request that came with an `Idempotency-Key`. */
export interface KeyedRequest {
  /** Unique to the caller, the operation and what it is about. */
  readonly key: string;
  /** What was asked. */
  readonly body: unknown;
}

/** Longer than any request takes: whoever claimed a key and is silent since then crashed. */
const ABANDONED_MILLISECONDS = 15 * 60_000;

/**
 * Answers a request once, and the same again to the same key. After an error the key is free again: what was asked
 * for did not happen. An answer that cannot be kept, say because it is too large, is given all the same; the key then
 * stays taken for a while.
 *
 * @throws AppError SB714 the key came with another body before · SB715 the first request is still at work
 */
export function createAnswerOnce(
  deps: AnswerOnceDeps,
): <Answer>(request: KeyedRequest, answer: () => Promise<Answer>) => Promise<Answer> {
  const { ledger, hash, ids, onFailure } = deps;
  return async <Answer>(request: KeyedRequest, answer: () => Promise<Answer>): Promise<Answer> => {
    const key = `api/${hash(request.key)}`;
    const asked = hash(JSON.stringify(request.body) ?? '');
    const attempt = ids.ulid();
    const kept = await claim(deps, key, attempt);
    if (kept !== undefined) {
      if (!isJsonObject(kept) || kept.asked !== asked) throw usedBefore();
      // Kept by this very function, under a key that names the operation.
      return kept.answer as Answer;
    }
    const given = await answer().catch(async (error: unknown) => {
      await ledger.release(key, attempt);
      throw error;
    });
    // What was asked for has happened: the key stays taken, so that it does not happen again.
    await keep(deps, key, { asked, answer: given as Json }).catch(onFailure);
    return given;
  };
}

/** An answer is JSON: it is sent as such. */
function keep(
  { ledger, clock }: AnswerOnceDeps,
  key: string,
  given: { readonly asked: string; readonly answer: Json },
): Promise<void> {
  return ledger.finish(key, { ...given, at: new Date(clock.now()).toISOString() });
}

/** `undefined`: the key is ours; else what was kept under it. */
async function claim({ ledger, clock }: AnswerOnceDeps, key: string, attempt: string): Promise<Json | undefined> {
  const now = clock.now();
  const at = new Date(now).toISOString();
  const first = await ledger.begin(key, attempt, at);
  if (first.claimed) return undefined;
  if (first.state.status === 'done') return first.state.outcome;
  if (now - Date.parse(first.state.at) > ABANDONED_MILLISECONDS) {
    await ledger.release(key, first.state.attempt);
    const second = await ledger.begin(key, attempt, at);
    if (second.claimed) return undefined;
  }
  throw conflict({
    code: 'SB715',
    message: 'The first request with this Idempotency-Key is still at work.',
    resolution: 'Ask again a little later, with the same key.',
  });
}

function usedBefore() {
  return invalid({
    code: 'SB714',
    message: 'This Idempotency-Key came with another body before.',
    resolution: 'Use a new key for a new request.',
  });
}
