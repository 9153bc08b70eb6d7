import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('the demo plays every sample workflow, ends by itself with exit code 0, and says the same each time', () => {
  const root = new URL('../..', import.meta.url);
  const play = () => spawnSync(process.execPath, ['bin/signalbox.ts', 'demo'], { cwd: root, encoding: 'utf8' });
  const [first, second] = [play(), play()];
  expect(first.status, first.stderr).toBe(0);
  const workflows = ['inquiry-decision', 'lead-follow-up', 'vip-routing', 'negative-sentiment', 'credit-check'];
  for (const workflow of [
    ...workflows,
    'order-fulfilment',
    'abandoned-cart',
    'promotion-test',
    'match-review',
    'goodwill',
  ]) {
    expect(first.stdout).toContain(`\n${workflow}  `);
  }
  expect(first.stdout).toMatch(/exited: the goal was reached \(order\.placed\)/);
  expect(first.stdout).toMatch(/event\.inquiry\.match_score = 0\.95/);
  expect(first.stdout).toMatch(/rollout of version 2 at 25 %/i);
  expect(first.stdout).toMatch(/control +1 +Decide → Look/);
  expect(first.stdout).toMatch(/treatment +2 +Decide → Decline/);
  expect(first.stdout).toContain('Reminder, please decide: Review');
  expect(first.stdout).toMatch(/asks people {2}→ approved by support@example\.com/);
  const withoutDuration = (text: string): string => text.replace(/in [\d.]+ s\./, '');
  expect(withoutDuration(second.stdout)).toBe(withoutDuration(first.stdout));
});
