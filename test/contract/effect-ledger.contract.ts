import { expect, test } from 'vitest';
import type { EffectLedger } from '../../lib/ports/effect-ledger.ts';
import { uniqueName } from '../support/unique-name.ts';

const AT = '2026-03-01T10:00:00.000Z';

/** What every ledger of side effects keeps. */
export function effectLedgerContract(ledger: () => EffectLedger): void {
  test('a key is claimed once, and tells others who claimed it', async () => {
    const key = uniqueName('run/step');
    expect(await ledger().begin(key, 'first', AT)).toEqual({ claimed: true });
    const state = { status: 'started', attempt: 'first', at: AT };
    expect(await ledger().begin(key, 'second', AT)).toEqual({ claimed: false, state });
  });

  test('of ten claims at once, one is granted', async () => {
    const key = uniqueName('run/step');
    const attempts = Array.from({ length: 10 }, (_, index) => `attempt-${index}`);
    const begun = await Promise.all(attempts.map((attempt) => ledger().begin(key, attempt, AT)));
    expect(begun.filter(({ claimed }) => claimed)).toHaveLength(1);
  });

  test('an effect that is done answers with its outcome', async () => {
    const key = uniqueName('run/step');
    await ledger().begin(key, 'first', AT);
    await ledger().finish(key, { message_id: '42', list: [null] });
    const state = { status: 'done', outcome: { message_id: '42', list: [null] } };
    expect(await ledger().begin(key, 'second', AT)).toEqual({ claimed: false, state });
  });

  test('a claim that is given back can be claimed again', async () => {
    const key = uniqueName('run/step');
    await ledger().begin(key, 'first', AT);
    await ledger().release(key, 'first');
    expect(await ledger().begin(key, 'second', AT)).toEqual({ claimed: true });
  });

  test('nobody gives back another’s claim, nor an effect that is done', async () => {
    const key = uniqueName('run/step');
    await ledger().begin(key, 'first', AT);
    await ledger().release(key, 'second');
    expect(await ledger().begin(key, 'second', AT)).toMatchObject({ claimed: false });
    await ledger().finish(key, 'done');
    await ledger().release(key, 'first');
    expect(await ledger().begin(key, 'third', AT)).toMatchObject({ claimed: false, state: { status: 'done' } });
  });
}
