import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalSecrets } from '../../../lib/local/local-secrets.ts';

let folder = '';
const file = () => join(folder, 'secrets.json');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('Secrets on a laptop', () => {
  test('are read anew each time', async () => {
    const secrets = createLocalSecrets(file());
    await writeFile(file(), '{ "credit_key": "one" }');
    expect(await secrets.get('credit_key')).toBe('one');
    await writeFile(file(), '{ "credit_key": "two" }');
    expect(await secrets.get('credit_key')).toBe('two');
  });

  test('that are missing are named, with what to do', async () => {
    await expect(createLocalSecrets(file()).get('credit_key')).rejects.toMatchObject({
      code: 'secret_missing',
      kind: 'not-found',
      resolution: expect.stringContaining('credit_key'),
    });
  });

  test.each(['{ "a": "hunter2", }', '["hunter2"]', '{ "a": { "b": "hunter2" } }'])(
    'a file such as %s is refused without quoting it',
    async (text) => {
      await writeFile(file(), text);
      const failure = await createLocalSecrets(file())
        .get('a')
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'secrets_unreadable', kind: 'invalid' });
      expect(JSON.stringify(failure) + String(failure)).not.toContain('hunter2');
    },
  );
});
