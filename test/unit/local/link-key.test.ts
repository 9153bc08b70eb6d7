import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLocalLinkKey } from '../../../lib/local/link-key.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-link-key-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('is made once, for its owner alone, and outlives the process', async () => {
  const file = join(folder, '.signalbox', 'link-key');
  const key = createLocalLinkKey(file);
  const [first, second] = await Promise.all([key(), key()]);
  expect(first).toBe(second);
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(await readFile(file, 'utf8')).toBe(first);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await createLocalLinkKey(file)()).toBe(first);
});

test('that cannot be kept is an error', async () => {
  await expect(createLocalLinkKey(join(folder, '\0'))()).rejects.toThrow();
});
