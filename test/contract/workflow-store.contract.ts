import { expect, test } from 'vitest';
import type { AuditLog } from '../../lib/ports/audit-log.ts';
import type { WorkflowStore } from '../../lib/ports/workflow-store.ts';
import { makeAudit } from '../support/make-audit.ts';
import { makeDraft, makeManifest } from '../support/make-version.ts';
import { uniqueName } from '../support/unique-name.ts';

/** What every store of versions keeps. */
export function workflowStoreContract(
  stores: () => { readonly workflows: WorkflowStore; readonly audit: AuditLog },
): void {
  const store = () => stores().workflows;
  const draftOf = (workflow: string, hash: string) => makeDraft(makeManifest({ workflow }), { hash });

  test('versions are numbered from 1 in the order they come', async () => {
    const workflow = uniqueName('workflow');
    for (const [index, hash] of ['a', 'b', 'c'].entries()) {
      const { version, created } = await store().putVersion(draftOf(workflow, hash));
      expect({ number: version.version, created }).toEqual({ number: index + 1, created: true });
    }
  });

  test('a definition that was published before keeps its number, and what was said of it', async () => {
    const workflow = uniqueName('workflow');
    const first = await store().putVersion(draftOf(workflow, 'a'));
    await store().putVersion(draftOf(workflow, 'b'));
    const again = await store().putVersion({ ...draftOf(workflow, 'a'), description: 'the same again' });
    expect(again).toEqual({ version: first.version, created: false });
  });

  test('the same hash in another workflow is another version', async () => {
    const { created } = await store().putVersion(draftOf(uniqueName('workflow'), 'a'));
    expect(created).toBe(true);
  });

  test('of six published at once, each has a number of its own', async () => {
    const workflow = uniqueName('workflow');
    const hashes = ['a', 'b', 'c', 'd', 'e', 'f'];
    const put = await Promise.all(hashes.map((hash) => store().putVersion(draftOf(workflow, hash))));
    expect(put.map(({ version }) => version.version).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('a version is read whole, and its manifest alone', async () => {
    const draft = draftOf(uniqueName('workflow'), 'a');
    const { version } = await store().putVersion(draft);
    expect(version).toEqual({ ...draft, version: 1 });
    expect(await store().getVersion(draft.workflow, 1)).toEqual(version);
    const { source: _, asl: __, ...manifest } = version;
    expect(await store().getManifest(draft.workflow, 1)).toEqual(manifest);
  });

  test('a version is found by its hash, in its workflow alone', async () => {
    const { version } = await store().putVersion(draftOf(uniqueName('workflow'), 'a'));
    expect(await store().findVersion(version.workflow, 'a')).toEqual(version);
    expect(await store().findVersion(version.workflow, 'b')).toBeUndefined();
    expect(await store().findVersion(uniqueName('workflow'), 'a')).toBeUndefined();
  });

  test('what was never published is not there', async () => {
    const workflow = uniqueName('workflow');
    expect(await store().getVersion(workflow, 1)).toBeUndefined();
    expect(await store().getManifest(workflow, 1)).toBeUndefined();
    expect(await store().listVersions(workflow, { limit: 10 })).toEqual({ items: [] });
  });

  test('a definition of 300 KiB comes back as it was', async () => {
    const draft = { ...draftOf(uniqueName('workflow'), 'a'), source: `# ${'ü'.repeat(150 * 1024)}\n` };
    await store().putVersion(draft);
    expect((await store().getVersion(draft.workflow, 1))?.source).toBe(draft.source);
  });

  test('V3 versions are listed newest first, by page, without text and machine', async () => {
    const workflow = uniqueName('workflow');
    for (const hash of ['a', 'b', 'c']) await store().putVersion(draftOf(workflow, hash));
    const first = await store().listVersions(workflow, { limit: 2 });
    const second = await store().listVersions(workflow, { limit: 2, cursor: first.next ?? '' });
    expect(first.items.map(({ version }) => version)).toEqual([3, 2]);
    expect(second.items.map(({ version }) => version)).toEqual([1]);
    expect(second.next).toBeUndefined();
    const { source: _, asl: __, compiled: ___, ...summary } = draftOf(workflow, 'a');
    expect(second.items).toEqual([{ ...summary, version: 1 }]);
  });

  test('V3 a new version is on record with it, a known one is not', async () => {
    const workflow = uniqueName('workflow');
    const entry = makeAudit({ workflow, action: 'version.published' });
    const about = (version: number) => ({ ...entry, to: { version } });
    await store().putVersion(draftOf(workflow, 'a'), about);
    await store().putVersion(draftOf(workflow, 'a'), () => makeAudit({ workflow }));
    const { items } = await stores().audit.list({ workflow }, { limit: 10 });
    expect(items).toEqual([{ ...entry, to: { version: 1 } }]);
  });

  test('V3 a description changes, and nothing else of the version', async () => {
    const { version } = await store().putVersion(draftOf(uniqueName('workflow'), 'a'));
    const { workflow } = version;
    const entry = makeAudit({ workflow, action: 'version.described' });
    const described = await store().changeVersion(workflow, 1, { description: 'in other words' }, entry);
    expect(described).toMatchObject({ version: 1, description: 'in other words' });
    expect(await store().getVersion(workflow, 1)).toEqual({ ...version, description: 'in other words' });
    expect((await stores().audit.list({ workflow }, { limit: 10 })).items).toEqual([entry]);
  });

  test('a machine that was given up is on record, until it is back', async () => {
    const { version } = await store().putVersion(draftOf(uniqueName('workflow'), 'a'));
    const { workflow } = version;
    const retiredAt = '2026-03-01T09:00:00.000Z';
    await store().changeVersion(workflow, 1, { retiredAt });
    expect(await store().getManifest(workflow, 1)).toMatchObject({ retiredAt, machineRef: version.machineRef });
    await store().changeVersion(workflow, 1, { machineRef: 'machine:again' });
    expect(await store().getVersion(workflow, 1)).toEqual({ ...version, machineRef: 'machine:again' });
  });

  test('a version that was never published is not changed', async () => {
    const entry = makeAudit();
    expect(await store().changeVersion(entry.workflow, 1, { description: 'x' }, entry)).toBeUndefined();
    expect((await stores().audit.list({ workflow: entry.workflow }, { limit: 1 })).items).toEqual([]);
  });
}
