import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainDatabaseError, openDatabase } from '../../../../lib/local/sqlite/open-database.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

test('makes the folder and the tables, and finds them again', () => {
  const path = join(folder, 'deep/engine.db');
  openDatabase(path).close();
  const database = openDatabase(path);
  expect(database.sql.prepare('SELECT count(*) AS count FROM runs').get()).toEqual({ count: 0 });
  database.close();
});

test('a second engine on the same file is SB803, and the first goes on', () => {
  const path = join(folder, 'engine.db');
  const first = openDatabase(path);
  const script = `import('${new URL('../../../../lib/local/sqlite/open-database.ts', import.meta.url).href}')
    .then(({ openDatabase }) => openDatabase('${path}'))
    .catch((error) => { console.log(error.code, error.resolution); });`;
  const second = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(second.stdout).toMatch(/^SB803 Stop the other engine/);
  first.sql.exec("INSERT INTO machines VALUES ('a', 'b')");
  first.close();
});

test('a damaged file is SB804, and stays as it is', () => {
  const path = join(folder, 'engine.db');
  writeFileSync(path, 'this is no database, but a text that is long enough to be looked at'.repeat(100));
  expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'SB804' }));
});

test('tables of a newer program are SB805', () => {
  const path = join(folder, 'engine.db');
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'SB805' }));
});

test('a file where the folder should be is told as the error it is', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openDatabase(join(folder, 'file/engine.db'))).toThrow(/ENOTDIR|EEXIST/);
});

test('a full disk is SB802: the turn is forgotten as a whole', async () => {
  const database = openDatabase(join(folder, 'engine.db'));
  const pages = Number(database.sql.prepare('PRAGMA page_count').get()?.page_count);
  database.sql.exec(`PRAGMA max_page_count = ${pages + 2}`);
  database.commit.begin();
  database.sql.exec("INSERT INTO machines VALUES ('small', 'b')");
  const insert = database.sql.prepare('INSERT INTO machines VALUES (?, ?)');
  let full: unknown;
  try {
    insert.run('large', 'x'.repeat(1_000_000));
  } catch (error) {
    full = explainDatabaseError(error, 'engine.db');
  }
  expect(full).toMatchObject({ code: 'SB802', message: expect.stringContaining('disk is full') });
  await expect(database.commit.durable()).rejects.toMatchObject({ code: 'SB802' });
  expect(database.sql.prepare('SELECT ref FROM machines').all()).toEqual([]);
  database.commit.begin();
  insert.run('after', 'b');
  await database.commit.durable();
  expect(database.sql.prepare('SELECT ref FROM machines').all()).toEqual([{ ref: 'after' }]);
  database.close();
});

test('errors that are not SQLite’s stay as they are', () => {
  const error = new TypeError('x');
  expect(explainDatabaseError(error, 'engine.db')).toBe(error);
  expect(explainDatabaseError('text', 'engine.db')).toBe('text');
  expect(explainDatabaseError({ errcode: 1 }, 'engine.db')).toEqual({ errcode: 1 });
});
