import { expect, test } from 'vitest';
import { removeExpired } from '../../../../lib/local/sqlite/remove-expired.ts';
import { createLoopWorld } from '../engine/engine-world.ts';

const ASL = { QueryLanguage: 'JSONata', StartAt: 'Only', States: { Only: { Type: 'Succeed' } } };

test('an execution and its history are kept as long as their run', async () => {
  const { database, executions, journal, machines } = createLoopWorld({ call: async () => null });
  const machineRef = await machines.publish({ workflow: 'w', hash: 'h', asl: ASL, description: '' });
  const insert = database.sql.prepare(
    "INSERT INTO runs (id, workflow, status, open, created_at, revision, expires_at, body) VALUES (?, 'w', 'succeeded', 0, 0, 1, ?, '{}')",
  );
  for (const [name, expiresAt] of [
    ['old', 10],
    ['young', 11],
  ] as const) {
    await executions.start({ machineRef, name, input: '{}' });
    insert.run(name, expiresAt);
  }
  expect(removeExpired(database, 10_500)).toBe(0);
  expect(removeExpired(database, 11_000)).toBe(1);
  expect(journal.load('old')).toBeUndefined();
  expect(journal.history('old')).toEqual([]);
  expect(journal.load('young')).toBeDefined();
  expect(journal.history('young')).not.toEqual([]);
});
