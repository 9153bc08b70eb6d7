import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStores } from '../../../../lib/local/sqlite/create-stores.ts';
import { SCHEMA_VERSION } from '../../../../lib/local/sqlite/migrations.ts';
import { openDatabase } from '../../../../lib/local/sqlite/open-database.ts';
import { makeDraft, makeManifest } from '../../../support/make-version.ts';

let path = '';
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'signalbox-')), 'engine.db');
});
afterEach(() => rmSync(join(path, '..'), { recursive: true }));

/** The tables that live states and versions had in the first release, and what it wrote into them. */
function writeFirstRelease(): void {
  const sql = new DatabaseSync(path);
  sql.exec(`
    CREATE TABLE versions (
      workflow TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL, manifest TEXT NOT NULL,
      source TEXT NOT NULL, asl TEXT NOT NULL, PRIMARY KEY (workflow, number), UNIQUE (workflow, hash)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE live_states (
      workflow TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    PRAGMA user_version = 1;
  `);
  const version = sql.prepare("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, '{}')");
  const live = sql.prepare('INSERT INTO live_states VALUES (?, 1, ?)');
  for (const [number, name] of [
    [1, 'First'],
    [2, 'Second'],
  ] as const) {
    const { compiled, asl: _, source, ...summary } = makeDraft(makeManifest({ workflow: 'welcome', name }));
    const body = JSON.stringify({ ...summary, version: number });
    version.run('welcome', number, summary.hash, body, JSON.stringify(compiled), source);
  }
  const state = { revision: 1, enabled: true, archived: false, covered: [1], events: ['lead.created'] };
  const changed = { changedAt: '2026-03-01T09:00:00.000Z', changedBy: 'files' };
  live.run('welcome', JSON.stringify({ workflow: 'welcome', ...state, active: 1, ...changed }));
  live.run('gone', JSON.stringify({ workflow: 'gone', ...state, enabled: false, ...changed }));
  sql.close();
}

describe('a data file of the first release', () => {
  test('opens, and its live states have the names and origins of their versions', async () => {
    writeFirstRelease();
    const database = openDatabase(path);
    const stores = createStores(database);
    expect(await stores.liveStates.get('welcome')).toEqual({
      ...{ workflow: 'welcome', revision: 1, name: 'First', origin: 'file', enabled: true, archived: false, active: 1 },
      ...{ covered: [1], events: ['lead.created'], changedAt: '2026-03-01T09:00:00.000Z', changedBy: 'files' },
    });
    expect(await stores.liveStates.get('gone')).toMatchObject({ name: 'gone', origin: 'file', enabled: false });
    expect((await stores.workflows.listVersions('welcome', { limit: 10 })).items).toHaveLength(2);
    database.close();
  });

  test('is carried over once, and keeps what is written since', async () => {
    writeFirstRelease();
    const first = openDatabase(path);
    const { liveStates } = createStores(first);
    const state = await liveStates.get('welcome');
    if (state === undefined) throw new Error('The state is gone');
    await liveStates.put({ ...state, name: 'Another', origin: 'api', revision: 2 });
    first.close();
    const second = openDatabase(path);
    expect(await createStores(second).liveStates.get('welcome')).toMatchObject({ name: 'Another', origin: 'api' });
    expect(second.sql.prepare('PRAGMA user_version').get()).toEqual({ user_version: SCHEMA_VERSION });
    second.close();
  });

  test('takes drafts and audit entries as a new one does', async () => {
    writeFirstRelease();
    const database = openDatabase(path);
    const { drafts, audit } = createStores(database);
    const draft = { workflow: 'welcome', text: '', savedAt: '', savedBy: 'ana@example.com' };
    await drafts.put(draft, 0, { id: '1', workflow: 'welcome', at: '', by: 'ana@example.com', action: 'draft.saved' });
    expect((await audit.list({}, { limit: 1 })).items).toMatchObject([{ action: 'draft.saved' }]);
    database.close();
  });
});
