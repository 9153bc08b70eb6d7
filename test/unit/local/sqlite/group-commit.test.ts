import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { IN_MEMORY, openDatabase } from '../../../../lib/local/sqlite/open-database.ts';

function createWorld() {
  const { sql, commit } = openDatabase(IN_MEMORY);
  const insert = sql.prepare("INSERT INTO machines (ref, asl) VALUES (?, '{}')");
  const write = (ref: string): void => {
    commit.begin();
    insert.run(ref);
  };
  const refs = () =>
    sql
      .prepare('SELECT ref FROM machines ORDER BY ref')
      .all()
      .map((row) => row.ref);
  return { sql, commit, write, refs };
}

test('what is written while a turn lasts is durable at once', async () => {
  const { sql, commit, write } = createWorld();
  write('a');
  const first = commit.durable();
  await setImmediate();
  write('b');
  expect(commit.durable()).toBe(first);
  await first;
  expect(sql.isTransaction).toBe(false);
});

test('a turn ends although something is written in every pass', async () => {
  const { commit, write } = createWorld();
  write('first');
  let isDurable = false;
  const durable = commit.durable().then(() => {
    isDurable = true;
  });
  for (let pass = 0; pass < 20 && !isDurable; pass += 1) {
    write(`pass ${pass}`);
    await setImmediate();
  }
  expect(isDurable).toBe(true);
  await durable;
});

test('what is kept in memory is written with the commit, or ahead of a statement that reads it', async () => {
  const { commit, write, refs } = createWorld();
  const kept = ['early'];
  commit.beforeCommit(() => {
    for (const ref of kept.splice(0)) write(ref);
  });
  commit.begin();
  expect(refs()).toEqual([]);
  commit.settle();
  expect(refs()).toEqual(['early']);
  kept.push('late');
  await commit.durable();
  expect(refs()).toEqual(['early', 'late']);
});

test('what failed to be written with the commit takes the whole turn back', async () => {
  const { commit, write, refs } = createWorld();
  commit.beforeCommit(() => write('twice'));
  write('twice');
  await expect(commit.durable()).rejects.toThrow(/UNIQUE/);
  expect(refs()).toEqual([]);
});
