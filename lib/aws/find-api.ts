import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { apiUrlParameter } from '../config/names.ts';
import { fault, notFound } from '../errors/app-error.ts';
import { fromSdkError, sdkErrorName } from './sdk-errors.ts';

/**
 * Where a stage’s HTTP API is.
 *
 * @throws AppError SB844 there is no such stage there · SB843 nobody is signed in
 */
export async function findApi(client: SSMClient, stage: string): Promise<string> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: apiUrlParameter(stage) }));
    if (Parameter?.Value !== undefined) return Parameter.Value;
  } catch (error) {
    const name = sdkErrorName(error);
    if (NOT_SIGNED_IN.has(name)) throw notSignedIn(error);
    if (name !== 'ParameterNotFound') throw fromSdkError(error, `find the API of stage ${stage}`);
  }
  throw notFound({
    code: 'SB844',
    message: `No stage "${stage}" is deployed in ${await client.config.region()} of this account.`,
    resolution: 'Name the stage of a deployment, and with --profile and --region where it is.',
  });
}

/** How the SDK says that it found no credentials, or that they are over. */
const NOT_SIGNED_IN = new Set(['CredentialsProviderError', 'ExpiredTokenException', 'TokenProviderError']);

function notSignedIn(cause: unknown) {
  return fault({
    code: 'SB843',
    message: `There are no credentials of AWS: ${cause instanceof Error ? cause.message : 'none were found'}.`,
    resolution: 'Sign in (`aws sso login`), or name a profile with --profile.',
    cause,
  });
}
