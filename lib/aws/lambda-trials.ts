import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { TrialReport, Trials } from '../engine/trials/trials.ts';
import { fault, invalid } from '../errors/app-error.ts';
import { fromSdkError } from './sdk-errors.ts';

/** What Lambda takes as a request of a call that is waited for, and gives as its answer. */
const MOST_BYTES = 6 * 1024 * 1024;

/** Plays workflows in a function of their own, which has no permissions: whatever a text does, it can reach nothing. */
export function createLambdaTrials(deps: { readonly client: LambdaClient; readonly functionArn: string }): Trials {
  return {
    play: async (order) => {
      const Payload = new TextEncoder().encode(JSON.stringify(order));
      if (Payload.length > MOST_BYTES) {
        throw invalid({
          code: 'SB698',
          message: 'What is to be tried is larger than 6 MB.',
          resolution: 'Try fewer runs at once.',
        });
      }
      const answered = await invoke(deps, Payload);
      const text = new TextDecoder().decode(answered.Payload);
      if (answered.FunctionError !== undefined) {
        throw fault({
          code: 'SB912',
          message: `The function that plays workflows failed: ${text.slice(0, 500)}`,
          resolution: 'Look at its logs.',
        });
      }
      // Written by our own function, of the same deployment.
      return JSON.parse(text) as TrialReport;
    },
  };
}

async function invoke(
  { client, functionArn }: Parameters<typeof createLambdaTrials>[0],
  Payload: Uint8Array,
): Promise<{ readonly Payload?: Uint8Array; readonly FunctionError?: string | undefined }> {
  try {
    return await client.send(new InvokeCommand({ FunctionName: functionArn, Payload }));
  } catch (error) {
    throw fromSdkError(error, 'play a workflow');
  }
}
