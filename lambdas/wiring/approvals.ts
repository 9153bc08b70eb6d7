import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoEffectLedger } from '../../lib/aws/dynamodb/effect-ledger.ts';
import { createSecretsManagerSecrets } from '../../lib/aws/secrets-manager-secrets.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { type ApprovalLinks, createApprovalLinks } from '../../lib/engine/approvals/approval-links.ts';
import type { Teams } from '../../lib/engine/approvals/asked-people.ts';
import { createTellApprovers, type TellApprovers } from '../../lib/engine/approvals/tell-approvers.ts';
import { createRandomIds } from '../../lib/node/random-ids.ts';
import { sha256 as hash } from '../../lib/node/sha256.ts';
import { signText as sign } from '../../lib/node/sign-text.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { openMail } from './mail.ts';
import type { openStorage } from './storage.ts';

/** Links to approvals, signed with the deployment's own key. */
export function openApprovalLinks(): ApprovalLinks {
  const { linkKeyArn } = readRuntimeConfig(['linkKeyArn']);
  const secrets = createSecretsManagerSecrets({ client: new SecretsManagerClient({}), clock, prefix: '' });
  return createApprovalLinks({ sign, hash, linkKey: () => secrets.get(linkKeyArn) });
}

/** Tells people that they are asked. */
export function openTelling(storage: ReturnType<typeof openStorage>, teams: Teams): TellApprovers {
  const { publicUrl } = readRuntimeConfig(['publicUrl']);
  return createTellApprovers({
    ...openMail(),
    links: openApprovalLinks(),
    publicUrl: () => publicUrl,
    effects: createDynamoEffectLedger({ ...storage, clock }),
    ids: createRandomIds(clock),
    ...{ clock, hash, teams },
  });
}
