import { describe, expect, test } from 'vitest';
import type { BacktestReport } from '../../../lib/engine/trials/backtest-report.ts';
import type { Run } from '../../../lib/ports/run.ts';
import { createTrialsWorld } from './trials-world.ts';

/** Big leads are told of, the others end at once. */
const textOf = (least: number, say = 'big'): string => `workflow: nurture
trigger: { event: lead.created }
audience: { consent: none }
steps:
  - id: size
    routes: [{ id: big, if: { field: event.lead.amount, at_least: ${least} }, then: [{ id: tell, do: notify.send, with: { to: ana@example.com, text: "${say} {{ event.lead.amount }}" } }] }]
    otherwise: [{ end: small }]
`;

const none = { differences: [], unknown: [], notCompared: [] };

describe('X3 a backtest', () => {
  test('of the version that ran finds no difference', async () => {
    const { lead, backtest } = await createTrialsWorld(textOf(100));
    for (const amount of [10, 200, 300]) await lead(amount);

    expect(await backtest()).toMatchObject({ version: 1, looked: 3, compared: 3, same: 3, different: 0, ...none });
  });

  test('tells by count and with examples which way runs would go, what they would do, and how they would end', async () => {
    const { lead, backtest } = await createTrialsWorld(textOf(100));
    for (const amount of [10, 30]) await lead(amount);
    const run = await lead(200);

    const report = await backtest({ text: textOf(250) });

    expect(report).toMatchObject({ version: 'text', compared: 3, same: 2, different: 1, unknown: [] });
    expect(report.differences).toEqual([
      { kind: 'route', step: 'size', was: 'size.big', would: 'size.otherwise', count: 1, runs: [run] },
      { kind: 'action', step: 'tell', was: 'notify.send', would: 'not done', count: 1, runs: [run] },
      { kind: 'end', was: 'completed', would: 'small', count: 1, runs: [run] },
    ]);
  });

  test('tells what actions would be given, as one difference whatever the values are', async () => {
    const { lead, backtest } = await createTrialsWorld(textOf(100));
    for (let amount = 201; amount < 208; amount += 1) await lead(amount);

    const { differences, different } = await backtest({ text: textOf(100, `huge ${'!'.repeat(400)}`) });

    expect(different).toBe(7);
    expect(differences).toMatchObject([{ kind: 'input', step: 'tell', count: 7 }]);
    expect(differences[0]?.runs).toHaveLength(5);
    expect(differences[0]?.was).toBe('{"text":"big 207"}');
    expect(differences[0]?.would).toMatch(/^\{"text":"huge !+…$/);
  });

  test('tells which runs would not start, by another trigger or a filter', async () => {
    const { lead, backtest } = await createTrialsWorld(textOf(100));
    await lead(200);
    const filtered = textOf(100).replace(
      'lead.created }',
      'lead.created, if: { field: event.lead.amount, above: 999 } }',
    );
    const other = textOf(100).replace('lead.created', 'lead.status_changed');

    expect((await backtest({ text: filtered })).differences).toMatchObject([
      { kind: 'start', would: 'not started: if' },
    ]);
    expect((await backtest({ text: other })).differences).toMatchObject([
      { kind: 'start', would: 'not started: not by lead.created' },
    ]);
  });

  test('looks at so many, page by page, tells how far it is, and goes on where it ended', async () => {
    const { lead, backtest } = await createTrialsWorld(textOf(100));
    for (let amount = 1; amount <= 23; amount += 1) await lead(amount);
    const seen: number[] = [];

    const first = await backtest({ most: 12 }, ({ looked }) => seen.push(looked));
    const second = await backtest({ cursor: first.next });

    expect(seen).toEqual([10, 12]);
    expect(second).toMatchObject({ looked: 11, same: 11 });
    expect(second).not.toHaveProperty('next');
    const short = await backtest({ mostSeconds: 0 });
    expect(short).toMatchObject({ looked: 10, next: expect.any(String) });
  });

  test('looks at the runs of a time', async () => {
    const { lead, backtest, timeline } = await createTrialsWorld(textOf(100));
    await lead(1);
    const from = timeline.now() + 1000;
    timeline.set('later', from + 1000, () => {});
    timeline.step();
    await lead(2);

    expect(await backtest({ from })).toMatchObject({ looked: 1 });
    expect(await backtest({ to: from })).toMatchObject({ looked: 1 });
  });

  test('a text with errors is SB603', async () => {
    const { backtest } = await createTrialsWorld(textOf(100));

    await expect(backtest({ text: 'workflow: nurture\n' })).rejects.toMatchObject({ code: 'SB603' });
    await expect(backtest({ version: 'draft' })).rejects.toMatchObject({ code: 'SB652' });
    await expect(backtest({ version: undefined })).rejects.toMatchObject({ code: 'SB652' });
  });
});

describe('X3 what a backtest cannot compare, it says', () => {
  const reasons = ({ notCompared }: BacktestReport) => notCompared.map(({ reason }) => reason);
  const world = async () => {
    const made = await createTrialsWorld(textOf(100));
    const id = await made.lead(200);
    const run = await made.engine.stores.runs.get(id);
    if (run === undefined) throw new Error('no run');
    const listed = (changed: object) => ({
      runIndex: { ...made.deps.runIndex, list: async () => ({ items: [{ ...run, ...changed } as Run] }) },
    });
    return { ...made, listed };
  };

  test('runs that are open, or never started', async () => {
    const { backtest, listed } = await world();

    expect(reasons(await backtest({}, undefined, listed({ status: 'running' })))).toEqual(['It has not ended yet.']);
    const unstarted = listed({ status: 'stopped', startedAt: undefined });
    expect(reasons(await backtest({}, undefined, unstarted))).toEqual(['It never started.']);
  });

  test('runs whose data or version is gone', async () => {
    const { backtest, deps } = await world();
    const runs = { ...deps.runs, getInput: async () => undefined };
    const workflows = { ...deps.workflows, getVersion: async () => undefined };

    expect(reasons(await backtest({}, undefined, { runs }))).toEqual(['Its data is not kept any more.']);
    expect(reasons(await backtest({ text: textOf(1) }, undefined, { workflows }))).toEqual([
      'Version 1 cannot be read any more.',
    ]);
  });

  test('runs that take too long, or do not fit', async () => {
    const { backtest } = await world();
    const issue = { code: 'SB836', severity: 'error' as const, pointer: '', message: 'no such event' };
    const cut = { play: async () => ({ kind: 'played' as const, outcomes: [{ kind: 'cut_off' as const }] }) };
    const refused = { play: async () => ({ kind: 'refused' as const, issues: [] }) };
    const outcomes = [{ kind: 'refused' as const, issues: [issue] }];
    const misfit = { play: async () => ({ kind: 'played' as const, outcomes }) };

    for (const trials of [cut, refused]) {
      expect(reasons(await backtest({}, undefined, { trials }))).toEqual(['It took longer than a trial may.']);
    }
    expect(reasons(await backtest({}, undefined, { trials: misfit }))).toEqual([
      'What is on record does not fit the text: SB836 no such event',
    ]);
  });
});

describe('R4 triggers that started no run', () => {
  const lax = textOf(100).replace('consent: none', 'consent: none, reentry: always, overlap: true');
  const strict = textOf(100).replace('consent: none', 'consent: marketing, reentry: once, overlap: false');
  test.each([
    ['consent', strict, lax],
    ['reentry', strict, lax],
    ['overlap', strict, lax],
    ['goal', textOf(100).replace('steps:', 'goal: { event: lead.status_changed }\nsteps:'), textOf(100)],
  ] as const)('kept out by %s perhaps start where nothing asks it any more', async (reason, before, after) => {
    const { backtest, engine } = await createTrialsWorld(before);
    for (const id of ['one', 'two']) await engine.stores.skippedRuns.put(skipped(id, reason));

    expect((await backtest()).skipped).toMatchObject([{ reason, count: 2, would: 'skip' }]);
    expect((await backtest({ text: after })).skipped).toMatchObject([{ reason, count: 2, would: 'perhaps_start' }]);
  });

  test.each(['loop', 'replay'] as const)('kept out by %s stay out', async (reason) => {
    const { backtest, engine } = await createTrialsWorld(textOf(100));
    await engine.stores.skippedRuns.put(skipped('one', reason));

    expect((await backtest()).skipped).toMatchObject([{ reason, count: 1, would: 'skip' }]);
  });

  function skipped(id: string, reason: 'consent' | 'reentry' | 'overlap' | 'goal' | 'loop' | 'replay') {
    const event = { event: 'lead.created', eventId: id, at: '2026-03-02T09:00:00.000Z' };
    return { id, workflow: 'nurture', version: 1, ...event, reason, detail: '', expiresAt: 2e9 };
  }
});
