import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { notFound } from '../errors/app-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Secrets } from '../ports/secrets.ts';
import { fromSdkError, sdkErrorName } from './sdk-errors.ts';

export interface SecretsManagerSecretsDeps {
  readonly client: SecretsManagerClient;
  readonly clock: Clock;
  /** Put before names: `signalbox/<stage>/`. */
  readonly prefix: string;
  /** How long a value is kept in memory, so long a rotated one may still be used. Milliseconds; default: 5 minutes. */
  readonly ttlMs?: number;
}

/** Secrets of one stage from AWS Secrets Manager. */
export function createSecretsManagerSecrets({
  client,
  clock,
  prefix,
  ttlMs = 300_000,
}: SecretsManagerSecretsDeps): Secrets {
  const kept = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    async get(name) {
      const known = kept.get(name);
      if (known !== undefined && clock.now() < known.until) return known.value;
      const value = await read(client, `${prefix}${name}`);
      kept.set(name, { value, until: clock.now() + ttlMs });
      return value;
    },
  };
}

async function read(client: SecretsManagerClient, id: string): Promise<string> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (SecretString !== undefined) return SecretString;
  } catch (error) {
    if (sdkErrorName(error) !== 'ResourceNotFoundException') throw fromSdkError(error, `read the secret ${id}`);
  }
  throw notFound({
    code: 'secret_missing',
    message: `There is no secret "${id}", or it holds no text.`,
    resolution: `Create it: aws secretsmanager create-secret --name ${id} --secret-string file://value.txt`,
  });
}
