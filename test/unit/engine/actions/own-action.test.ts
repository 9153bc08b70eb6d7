import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OwnActionDefinition, ownAction } from '../../../../lib/engine/actions/own-action.ts';
import { transient } from '../../../../lib/errors/app-error.ts';
import { actionTask, failureOf, memoryLedger, memoryRecords } from './action-world.ts';

const input = z.object({ points: z.number() });
type Award = OwnActionDefinition<typeof input>;
const award: Award = {
  input,
  run: async ({ points }, { task, key }) => ({ balance: points + 1, contact: task.run.contact ?? '', key }),
};
const task = actionTask('loyalty.award', { points: '{{ event.points }}' }, { data: { event: { points: 5 } } });
const ada = { id: 'contact-1', points: 7, consents: [] };

describe('A team’s own action', () => {
  test('A13 is handed its input, rendered and checked, and answers the state machine', async () => {
    expect(await ownAction(award)(task)).toEqual({ balance: 6, contact: 'contact-1', key: 'run-1/act' });
  });

  test('A13 input that does not fit its schema is a permanent error', async () => {
    const failure = await failureOf(ownAction(award)({ ...task, data: { event: { points: 'five' } } }));
    expect(failure).toMatch(/^Signalbox\.Permanent bad_input: .*with\.points: /);
  });

  test('A13 input that is nothing like its schema names the whole', async () => {
    const listed = ownAction({ input: z.array(z.number()), run: async () => ({}) });
    expect(await failureOf(listed(task))).toContain('bad_input: The input of "act" does not fit loyalty.award: with: ');
  });

  test('A13 its errors are retried or not, as it says', async () => {
    const busy: Award = {
      ...award,
      run: async () => {
        throw transient({ code: 'busy', message: 'later' });
      },
    };
    expect(await failureOf(ownAction(busy)(task))).toBe('Signalbox.Transient busy: later');
  });

  test.each([[undefined], [{}], [{ ...task, contract: 2 }], [{ ...task, kind: 'read' }]])(
    'A13 refuses to be called with %j',
    async (other) => {
      expect(await failureOf(ownAction(award)(other))).toContain('Signalbox.Permanent bad_task');
    },
  );

  test('A13 reads records where it may', async () => {
    const { store } = memoryRecords({ contact: [ada] });
    const reading = { ...task, with: { points: '{{ contact.points }}' }, reads: ['contact'] };
    expect(await ownAction(award, { records: store })(reading)).toMatchObject({ balance: 8 });
    expect(await failureOf(ownAction(award)(reading))).toContain('Signalbox.Permanent port_missing');
  });

  test('A13 is done once, where it has a ledger', async () => {
    let calls = 0;
    const once: Award = { ...award, delivery: 'at_most_once', run: async () => ({ calls: ++calls }) };
    const handler = ownAction(once, { effects: memoryLedger().ledger });
    expect([await handler(task), await handler(task)]).toEqual([{ calls: 1 }, { calls: 1 }]);
    expect(await failureOf(ownAction(once)(task))).toContain(
      'port_missing: The function of this action has no effects',
    );
  });

  test('A13 without a ledger it is done at each try, and its errors pass', async () => {
    let calls = 0;
    const handler = ownAction({ ...award, run: async () => ({ calls: ++calls }) });
    expect([await handler(task), await handler(task)]).toEqual([{ calls: 1 }, { calls: 2 }]);
  });

  test('P1 one that sends messages asks for consent', async () => {
    const { store } = memoryRecords({ contact: [ada] });
    const handler = ownAction({ ...award, sendsMessage: true }, { records: store });
    expect(await handler({ ...task, consent: 'marketing' })).toEqual({ skipped: 'consent' });
  });

  test('A13 escapes what templates put into its HTML', async () => {
    const page = ownAction({
      input: z.object({ html: z.string() }),
      htmlFields: ['html'],
      run: async ({ html }) => ({ html }),
    });
    const rendered = await page({
      ...task,
      with: { html: '<p>{{ event.name }}</p>' },
      data: { event: { name: '<i>' } },
    });
    expect(rendered).toEqual({ html: '<p>&lt;i&gt;</p>' });
  });
});
