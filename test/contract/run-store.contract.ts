import { expect, test } from 'vitest';
import type { ContactActivityStore } from '../../lib/ports/contact-activity-store.ts';
import type { PendingRun, Run } from '../../lib/ports/run.ts';
import type { RunIndex, RunStore } from '../../lib/ports/run-store.ts';
import { asRunning, asSucceeded, makePendingRun, makePutRequest } from '../support/make-run.ts';
import { uniqueName } from '../support/unique-name.ts';
import { untilDone } from '../support/until-done.ts';

interface Stores {
  readonly runs: RunStore;
  readonly runIndex: RunIndex;
  readonly activity: ContactActivityStore;
}

const NO_OVERLAP = { reentry: 'always', overlap: false } as const;

/** What every store of runs keeps. Runs are of their own workflow and contact, so that one database serves all tests. */
export function runStoreContract(stores: () => Stores): void {
  const put = async (overrides: Partial<PendingRun> = {}): Promise<PendingRun> => {
    const run = makePendingRun(overrides);
    await stores().runs.putPending(makePutRequest(run));
    return run;
  };

  test('a run that was put is there with its input, byte for byte', async () => {
    const { runs } = stores();
    const run = makePendingRun();
    const input = '{"event": {"text": "ünï 😀"},  "n":1.0}';
    expect(await runs.putPending(makePutRequest(run, { input }))).toEqual({ kind: 'created' });
    expect(await runs.get(run.id)).toEqual(run);
    expect(await runs.getInput(run.id)).toBe(input);
  });

  test('what was never put is not there', async () => {
    const { runs } = stores();
    expect(await runs.get('nobody')).toBeUndefined();
    expect(await runs.getInput('nobody')).toBeUndefined();
  });

  test.each([199, 201, 256, 257, 1024])('an input of %i KiB, multibyte, comes back as it was', async (kib) => {
    const { runs } = stores();
    const run = makePendingRun();
    const input = JSON.stringify('ü'.repeat((kib * 1024) / 2));
    await runs.putPending(makePutRequest(run, { input }));
    expect(await runs.getInput(run.id)).toBe(input);
  });

  test('the same trigger again finds the stored run, whatever changed since, before any refusal', async () => {
    const { runs } = stores();
    const run = await put();
    const again = { ...run, version: 2, createdAt: '2026-03-01T10:05:00.000Z' };
    const audience = { reentry: 'once', overlap: false } as const;
    expect(await runs.putPending(makePutRequest(again, { audience }))).toEqual({ kind: 'exists', run });
  });

  test('the same trigger again leaves a large input as it was first put', async () => {
    const { runs } = stores();
    const run = makePendingRun();
    const first = JSON.stringify({ text: 'x'.repeat(201 * 1024) });
    await runs.putPending(makePutRequest(run, { input: first }));
    const second = JSON.stringify({ text: 'y'.repeat(201 * 1024) });
    expect(await runs.putPending(makePutRequest(run, { input: second }))).toMatchObject({ kind: 'exists' });
    expect((await runs.getInput(run.id)) === first).toBe(true);
  });

  test('of the same trigger 20 times at once, one is created', async () => {
    const { runs, runIndex } = stores();
    const run = makePendingRun();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => untilDone(() => runs.putPending(makePutRequest(run)))),
    );
    expect(outcomes.filter(({ kind }) => kind === 'created')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'exists')).toHaveLength(19);
    expect(await runIndex.counts(run.workflow)).toMatchObject({ started: 1, open: 1 });
  });

  test('P4 a contact with an open run does not enter, and does once the run has ended', async () => {
    const { runs } = stores();
    const first = await put();
    const { workflow, contact = '' } = first;
    const second = makePendingRun({ workflow, contact });
    const request = makePutRequest(second, { audience: NO_OVERLAP });
    expect(await runs.putPending(request)).toMatchObject({ kind: 'refused', reason: 'overlap' });
    expect(await runs.replace(first, asSucceeded(first))).toBe(true);
    expect(await runs.putPending(request)).toEqual({ kind: 'created' });
  });

  test('P4 of two triggers of one contact at once, one enters', async () => {
    const { runs } = stores();
    const [workflow, contact] = [uniqueName('workflow'), uniqueName('contact')];
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => {
        const request = makePutRequest(makePendingRun({ workflow, contact }), { audience: NO_OVERLAP });
        return untilDone(() => runs.putPending(request));
      }),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['created', 'refused', 'refused', 'refused', 'refused']);
  });

  test('P4 once is once: not even after the first run has ended', async () => {
    const { runs } = stores();
    const first = await put();
    await runs.replace(first, asSucceeded(first));
    const { workflow, contact = '' } = first;
    const audience = { reentry: 'once', overlap: false } as const;
    const request = makePutRequest(makePendingRun({ workflow, contact }), { audience });
    expect(await runs.putPending(request)).toMatchObject({ kind: 'refused', reason: 'reentry' });
  });

  test('P4 after an interval, counted from the last entry to the millisecond', async () => {
    const { runs } = stores();
    const first = await put({ createdAt: '2026-03-01T10:00:00.000Z' });
    const { workflow, contact = '' } = first;
    const audience = { reentry: { seconds: 3600 }, overlap: true } as const;
    const at = (createdAt: string) => makePutRequest(makePendingRun({ workflow, contact, createdAt }), { audience });
    expect(await runs.putPending(at('2026-03-01T10:59:59.999Z'))).toMatchObject({ kind: 'refused', reason: 'reentry' });
    expect(await runs.putPending(at('2026-03-01T11:00:00.000Z'))).toEqual({ kind: 'created' });
    expect(await runs.putPending(at('2026-03-01T11:30:00.000Z'))).toMatchObject({ kind: 'refused', reason: 'reentry' });
  });

  test('P4 entry into one workflow, or of one contact, is nothing to another', async () => {
    const { runs } = stores();
    const first = await put();
    const audience = { reentry: 'once', overlap: false } as const;
    const { workflow, contact = '' } = first;
    for (const other of [makePendingRun({ workflow }), makePendingRun({ contact })]) {
      expect(await runs.putPending(makePutRequest(other, { audience }))).toEqual({ kind: 'created' });
    }
  });

  test('a run without a contact always enters, and is nobody’s open run', async () => {
    const { runs } = stores();
    const workflow = uniqueName('workflow');
    const audience = { reentry: 'once', overlap: false } as const;
    for (let count = 0; count < 2; count += 1) {
      const { contact: _, ...run } = makePendingRun({ workflow });
      expect(await runs.putPending(makePutRequest(run, { audience }))).toEqual({ kind: 'created' });
      expect(await runs.get(run.id)).toEqual(run);
      expect(await runs.replace(run, asSucceeded(run))).toBe(true);
    }
  });

  test('P3 a put is refused while there are signals since the trigger that the caller has not seen', async () => {
    const { runs, activity } = stores();
    const run = makePendingRun();
    const { contact = '', trigger } = run;
    const signal = (id: string, at: string) => ({ contact, id, event: 'order.placed', data: {}, at, expiresAt: 2e9 });
    await activity.putSignal(signal('old', '2026-03-01T09:59:59.999Z'));
    const unless = { event: 'order.placed', since: trigger.at };
    const request = (seen: number) => makePutRequest(run, { unless: { ...unless, seen } });
    await activity.putSignal(signal('new', trigger.at));
    expect(await runs.putPending(request(0))).toMatchObject({ kind: 'signalled' });
    const { revision } = await activity.listSignals(contact, 'order.placed', trigger.at);
    await activity.putSignal(signal('one more', '2026-03-01T10:00:00.500Z'));
    expect(await runs.putPending(request(revision))).toMatchObject({ kind: 'signalled' });
    expect(await runs.get(run.id)).toBeUndefined();
    const seen = await activity.listSignals(contact, 'order.placed', trigger.at);
    expect(seen.signals.map(({ id }) => id)).toEqual(['new', 'one more']);
    expect(await runs.putPending(request(seen.revision))).toEqual({ kind: 'created' });
  });

  test('P3 signals before the trigger, and other events, do not refuse a put', async () => {
    const { runs, activity } = stores();
    const run = makePendingRun();
    const { contact = '', trigger } = run;
    const base = { contact, data: {}, expiresAt: 2e9 };
    await activity.putSignal({ ...base, id: 'a', event: 'order.placed', at: '2026-03-01T09:59:59.999Z' });
    await activity.putSignal({ ...base, id: 'b', event: 'order.placed.again', at: trigger.at });
    const request = makePutRequest(run, { unless: { event: 'order.placed', since: trigger.at } });
    expect(await runs.putPending(request)).toEqual({ kind: 'created' });
  });

  test('a replacement is written if nobody was faster, and only then', async () => {
    const { runs } = stores();
    const run = await put();
    const next = asRunning(run);
    expect(await runs.replace(run, next)).toBe(true);
    expect(await runs.replace(run, { ...next, correlationId: 'of someone slower' })).toBe(false);
    expect(await runs.get(run.id)).toEqual(next);
  });

  test('of ten replacements at once, one is written and counted', async () => {
    const { runs, runIndex } = stores();
    const run = await put();
    const done = await Promise.all(
      Array.from({ length: 10 }, () => untilDone(() => runs.replace(run, asSucceeded(run)))),
    );
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await runIndex.counts(run.workflow)).toMatchObject({ started: 1, open: 0, succeeded: 1 });
  });

  test('a run is on its contact while it is open, and again after a redrive', async () => {
    const { runs, activity } = stores();
    const run = await put();
    const { id: runId, workflow, version, contact = '', trigger } = run;
    const open = [{ contact, runId, workflow, version, triggeredAt: trigger.at }];
    expect((await activity.listOpen(contact)).runs).toEqual(open);
    const ended = asSucceeded(run);
    await runs.replace(run, ended);
    expect((await activity.listOpen(contact)).runs).toEqual([]);
    const redriven: Run = { ...asRunning(ended), redrives: 1 };
    expect(await runs.replace(ended, redriven)).toBe(true);
    expect((await activity.listOpen(contact)).runs).toEqual(open);
    expect(await runs.get(run.id)).toEqual(redriven);
  });

  test('P2 a run that has ended stays on its contact while its goal may be reached', async () => {
    const { runs, activity } = stores();
    const goalUntil = '2099-01-01T00:00:00.000Z';
    const run = await put({ goalUntil });
    const { id: runId, workflow, version, contact = '', trigger } = run;
    const ended = asSucceeded(run);
    await runs.replace(run, ended);
    const listed = { contact, runId, workflow, version, triggeredAt: trigger.at, ended: true };
    expect((await activity.listOpen(contact)).runs).toEqual([listed]);
    const tooShort = await put({ goalUntil: '2026-03-01T10:04:00.000Z' });
    await runs.replace(tooShort, asSucceeded(tooShort));
    expect((await activity.listOpen(tooShort.contact ?? '')).runs).toEqual([]);
  });
}
