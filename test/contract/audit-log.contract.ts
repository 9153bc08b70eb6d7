import { expect, test } from 'vitest';
import type { AuditEntry, AuditLog } from '../../lib/ports/audit-log.ts';
import { makeAudit } from '../support/make-audit.ts';
import { uniqueName } from '../support/unique-name.ts';

/** Five entries about one workflow, a minute apart, oldest first. */
function fiveOf(workflow: string): readonly AuditEntry[] {
  return [1, 2, 3, 4, 5].map((minute) => makeAudit({ workflow, at: `2026-03-01T09:0${minute}:00.000Z` }));
}

/** What every audit log keeps. */
export function auditLogContract(log: () => AuditLog): void {
  test('V3 entries come newest first, page by page, of the one workflow', async () => {
    const workflow = uniqueName('workflow');
    const entries = fiveOf(workflow);
    for (const entry of entries) {
      await log().append(entry);
      await log().append(makeAudit());
    }
    const first = await log().list({ workflow }, { limit: 3 });
    expect(first.items).toEqual(entries.slice(2).reverse());
    const second = await log().list({ workflow }, { limit: 3, cursor: first.next ?? '' });
    expect(second).toEqual({ items: entries.slice(0, 2).reverse() });
  });

  test('all workflows are listed together', async () => {
    const entry = makeAudit({ at: '2027-01-01T00:00:00.000Z', from: { enabled: true }, why: 'a test' });
    await log().append(entry);
    const { items } = await log().list({}, { limit: 1 });
    expect(items).toEqual([entry]);
  });

  test('an entry that is appended twice is there once', async () => {
    const entry = makeAudit();
    await log().append(entry);
    await log().append(entry);
    expect(await log().list({ workflow: entry.workflow }, { limit: 10 })).toEqual({ items: [entry] });
  });

  test('a workflow that nobody touched has no entries', async () => {
    expect(await log().list({ workflow: uniqueName('workflow') }, { limit: 1 })).toEqual({ items: [] });
  });

  test('a cursor that no page gave is refused', async () => {
    const listed = log().list({}, { limit: 1, cursor: 'nonsense' });
    await expect(listed).rejects.toMatchObject({ code: 'SB708', kind: 'invalid' });
  });
}
