import { SendTaskFailureCommand, SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { TaskTokens } from '../ports/task-tokens.ts';
import { fromSdkError, sdkErrorName } from './sdk-errors.ts';

/** Names under which Step Functions says that nothing waits with this token any more. */
const GONE: ReadonlySet<string> = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/** The longest error name and cause that Step Functions takes, in characters. */
const LONGEST_ERROR = 256;
const LONGEST_CAUSE = 32_768;

/** Task tokens of Step Functions. */
export function createTaskTokens({ client }: { readonly client: SFNClient }): TaskTokens {
  const complete = async (send: () => Promise<unknown>): Promise<'done' | 'gone'> => {
    try {
      await send();
      return 'done';
    } catch (error) {
      if (GONE.has(sdkErrorName(error))) return 'gone';
      throw fromSdkError(error, 'complete a waiting task');
    }
  };
  return {
    succeed: (taskToken, output) =>
      complete(() => client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }))),
    fail: (taskToken, error, cause) =>
      complete(() =>
        client.send(
          new SendTaskFailureCommand({
            taskToken,
            error: error.slice(0, LONGEST_ERROR),
            cause: cause.slice(0, LONGEST_CAUSE),
          }),
        ),
      ),
  };
}
