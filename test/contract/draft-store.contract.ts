import { expect, test } from 'vitest';
import type { AuditLog } from '../../lib/ports/audit-log.ts';
import type { DraftStore } from '../../lib/ports/draft-store.ts';
import { makeAudit } from '../support/make-audit.ts';
import { uniqueName } from '../support/unique-name.ts';

const textOf = (workflow: string, text = 'workflow: a\n') => ({
  workflow,
  text,
  savedAt: '2026-03-01T09:00:00.000Z',
  savedBy: 'ana@example.com',
});

/** What every store of drafts keeps. */
export function draftStoreContract(stores: () => { readonly drafts: DraftStore; readonly audit: AuditLog }): void {
  const drafts = () => stores().drafts;

  test('V1 a draft is there as it was saved, with a revision that grows', async () => {
    const workflow = uniqueName('workflow');
    expect(await drafts().get(workflow)).toBeUndefined();
    const first = await drafts().put({ ...textOf(workflow), basedOn: 3 }, 0);
    expect(first).toEqual({ ...textOf(workflow), basedOn: 3, revision: 1 });
    expect(await drafts().get(workflow)).toEqual(first);
    const second = await drafts().put(textOf(workflow, 'workflow: b\n'), 1);
    expect(await drafts().get(workflow)).toEqual(second);
    expect(second).toEqual({ ...textOf(workflow, 'workflow: b\n'), revision: 2 });
  });

  test.each([0, 2])('V1 given revision 1, then saving on %i is a conflict and changes nothing', async (expected) => {
    const workflow = uniqueName('workflow');
    const first = await drafts().put(textOf(workflow), 0);
    const audit = makeAudit({ workflow });
    const saved = drafts().put(textOf(workflow, 'lost'), expected, audit);
    await expect(saved).rejects.toMatchObject({ code: 'SB653', kind: 'conflict' });
    expect(await drafts().get(workflow)).toEqual(first);
    expect((await stores().audit.list({ workflow }, { limit: 1 })).items).toEqual([]);
  });

  test('V1 of five saves at once, one is made', async () => {
    const workflow = uniqueName('workflow');
    await drafts().put(textOf(workflow), 0);
    const saves = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => drafts().put(textOf(workflow, String(n)), 1)));
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('V1 a draft that was removed is gone, and the next one has another revision', async () => {
    const workflow = uniqueName('workflow');
    await drafts().put(textOf(workflow), 0);
    await drafts().remove(workflow, 1);
    expect(await drafts().get(workflow)).toBeUndefined();
    await expect(drafts().put(textOf(workflow), 1)).rejects.toMatchObject({ code: 'SB653' });
    expect(await drafts().put(textOf(workflow), 0)).toMatchObject({ revision: 2 });
  });

  test.each([0, 2])('V1 given revision 1, then removing %i is a conflict', async (revision) => {
    const workflow = uniqueName('workflow');
    const first = await drafts().put(textOf(workflow), 0);
    await expect(drafts().remove(workflow, revision)).rejects.toMatchObject({ code: 'SB653' });
    expect(await drafts().get(workflow)).toEqual(first);
  });

  test('what is not there is not removed', async () => {
    await expect(drafts().remove(uniqueName('workflow'), 1)).rejects.toMatchObject({ code: 'SB653' });
  });

  test('V3 each change is on record with it', async () => {
    const workflow = uniqueName('workflow');
    const saved = makeAudit({ workflow, action: 'draft.saved', at: '2026-03-01T09:00:00.000Z' });
    const discarded = makeAudit({ workflow, action: 'draft.discarded', at: '2026-03-01T09:01:00.000Z' });
    await drafts().put(textOf(workflow), 0, saved);
    await drafts().remove(workflow, 1, discarded);
    expect((await stores().audit.list({ workflow }, { limit: 10 })).items).toEqual([discarded, saved]);
  });

  test('a draft of 300 KiB is kept whole', async () => {
    const workflow = uniqueName('workflow');
    const text = `# ${'x'.repeat(300 * 1024)}\n`;
    await drafts().put(textOf(workflow, text), 0, makeAudit({ workflow }));
    expect((await drafts().get(workflow))?.text).toBe(text);
  });
}
