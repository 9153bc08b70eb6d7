import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSecretsManagerSecrets } from '../../../lib/aws/secrets-manager-secrets.ts';

const mock = mockClient(SecretsManagerClient);
const client = new SecretsManagerClient({ region: 'eu-central-1' });
let now = 0;
const open = (more = {}) =>
  createSecretsManagerSecrets({ client, clock: { now: () => now }, prefix: 'signalbox/dev/', ...more });
const asked = () => mock.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  mock.reset();
  now = 0;
});

describe('Secrets of a stage', () => {
  test('are asked for under the stage’s prefix', async () => {
    mock.on(GetSecretValueCommand).resolves({ SecretString: 's3cret' });
    expect(await open().get('api_key')).toBe('s3cret');
    expect(asked()).toEqual([{ SecretId: 'signalbox/dev/api_key' }]);
  });

  test('are kept for five minutes, each by its name', async () => {
    mock
      .on(GetSecretValueCommand)
      .resolvesOnce({ SecretString: 'a' })
      .resolvesOnce({ SecretString: 'b' })
      .resolves({ SecretString: 'rotated' });
    const secrets = open();
    expect([await secrets.get('a'), await secrets.get('b'), await secrets.get('a')]).toEqual(['a', 'b', 'a']);
    now = 299_999;
    expect(await secrets.get('a')).toBe('a');
    now = 300_000;
    expect(await secrets.get('a')).toBe('rotated');
    expect(asked()).toHaveLength(3);
  });

  test('may be kept for another time', async () => {
    mock.on(GetSecretValueCommand).resolves({ SecretString: 'a' });
    const secrets = open({ ttlMs: 0 });
    await secrets.get('a');
    await secrets.get('a');
    expect(asked()).toHaveLength(2);
  });

  test.each([
    [
      'does not exist',
      () => mock.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ message: 'x', $metadata: {} })),
    ],
    ['holds no text', () => mock.on(GetSecretValueCommand).resolves({ SecretBinary: new Uint8Array([1]) })],
  ])('one that %s is missing', async (_name, prepare) => {
    prepare();
    await expect(open().get('nope')).rejects.toMatchObject({ code: 'secret_missing', kind: 'not-found' });
  });

  test('a failure is told and not kept', async () => {
    mock.on(GetSecretValueCommand).rejectsOnce(new Error('socket hang up')).resolves({ SecretString: 'a' });
    const secrets = open();
    await expect(secrets.get('a')).rejects.toMatchObject({ kind: 'transient' });
    expect(await secrets.get('a')).toBe('a');
  });
});
