import { SSMClient } from '@aws-sdk/client-ssm';
import { findApi } from '../aws/find-api.ts';
import { createSignedFetch } from '../aws/signed-fetch.ts';

/** A deployment. */
export interface StageTarget {
  readonly stage: string;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

/** Where a deployment’s API is, and a `fetch` that it answers. Loaded only where a stage is named: the SDK is large. */
export async function connectStage(
  { stage, profile, region }: StageTarget,
  send: typeof fetch,
): Promise<{ readonly url: string; readonly region: string; readonly fetch: typeof fetch }> {
  const client = new SSMClient({
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
  });
  const url = await findApi(client, stage);
  const there = await client.config.region();
  const { credentials } = client.config;
  return { url, region: there, fetch: createSignedFetch({ credentials, region: there, fetch: send }) };
}
