import { describe, expect, test } from 'vitest';
import { createApiWorld } from '../api/api-world.ts';
import { cli } from './fake-cli.ts';

const TEXT = `workflow: nurture
trigger: { event: lead.created }
audience: { consent: none }
steps:
  - { id: tell, do: notify.send, with: { to: ana@example.com, text: Hello } }
  - id: reply
    wait_for: message.received
    timeout: 3 days
    on_timeout: [{ end: silent }]
`;
const LEAD = { lead: { id: 'l', contact_id: 'c', source: 'Fair', status: 'new' } };

describe('workflow review, preview, backtest', () => {
  test('X4 a review shows the arithmetic of a run’s cost', async () => {
    const { app } = await createApiWorld({ nurture: TEXT });

    const { code, out } = await cli(['workflow', 'review', 'nurture', '1'], { app });

    expect(code).toBe(0);
    expect(out).toContain('can be published');
    expect(out).toMatch(/Costs at most \$\d+\.\d\d per million runs/);
    expect(out).toMatch(/\d+ × \$25 per million state transitions = \$\d+ per million runs/);
    expect(out).toContain('nothing but comments and layout');
  });

  test('X1 a preview shows the way with an answer, and its end', async () => {
    const { app } = await createApiWorld({ nurture: TEXT });

    const { out } = await cli(['workflow', 'preview', 'nurture', '1', '--answer', 'reply=timed_out'], { app });

    expect(out).toMatch(/Reply.*timed_out/);
    expect(out).toMatch(/silent after 3 days/);
  });

  test('X3 a backtest tells its progress, and what it found', async () => {
    const { app, call, pass } = await createApiWorld({ nurture: TEXT });
    for (let count = 0; count < 22; count += 1) {
      await call('POST', '/workflows/nurture/runs', { data: { lead: { ...LEAD.lead, contact_id: `c${count}` } } });
    }
    await pass(4 * 86_400_000);

    const same = await cli(['workflow', 'backtest', 'nurture', '1'], { app });
    const one = await cli(['workflow', 'backtest', 'nurture', '1', '--runs', '1'], { app });
    const { out, err } = await cli(['workflow', 'backtest', 'nurture', '1', '--runs', '5'], { app });

    expect(same.out).toContain('22 runs compared: 22 the same, 0 different');
    expect(same.err.match(/of at most 100 runs/g)).toHaveLength(2);
    expect(one.out).toContain('1 run compared: 1 the same');
    expect(out).toContain('5 runs compared');
    expect(err).toContain('5 of at most 5 runs, 0 different');
  });

  test('what is no number, version or answer is refused', async () => {
    for (const args of [
      ['backtest', 'nurture', 'newest'],
      ['backtest', 'nurture', '--runs', '0'],
      ['preview', 'nurture', '--answer', 'reply'],
    ]) {
      expect((await cli(['workflow', ...args], {})).code).toBe(2);
    }
  });
});
