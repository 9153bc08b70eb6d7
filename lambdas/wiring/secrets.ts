import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSecretsManagerSecrets } from '../../lib/aws/secrets-manager-secrets.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { systemClock } from '../../lib/node/system-clock.ts';
import type { Secrets } from '../../lib/ports/secrets.ts';

/** The stage's secrets. */
export function openSecrets(): Secrets {
  const { secretPrefix } = readRuntimeConfig(['secretPrefix']);
  return createSecretsManagerSecrets({
    client: new SecretsManagerClient({}),
    clock: systemClock,
    prefix: secretPrefix,
  });
}
