import { expect, test } from 'vitest';
import { createAnswerOnce } from '../../../lib/api/answer-once.ts';
import { transient } from '../../../lib/errors/app-error.ts';
import { createEngineWorld } from '../../support/engine-world.ts';

test('given an answer that cannot be kept, then it is given all the same, and what was done is not done again', async () => {
  const { effects, clock, hash, ids } = createEngineWorld();
  const failures: unknown[] = [];
  const busy = transient({ code: 'SB916', message: 'busy' });
  const ledger = { ...effects, finish: () => Promise.reject(busy) };
  const once = createAnswerOnce({ ledger, clock, hash, ids, onFailure: (error) => failures.push(error) });
  let count = 0;
  const ask = () => once({ key: 'key', body: {} }, async () => ++count);

  expect(await ask()).toBe(1);
  expect(failures).toEqual([busy]);
  await expect(ask()).rejects.toMatchObject({ code: 'SB715' });
  expect(count).toBe(1);
});
