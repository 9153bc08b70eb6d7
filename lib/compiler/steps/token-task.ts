import type { Json, JsonObject } from '../../workflow/json.ts';
import { type AslState, present } from '../asl-state.ts';
import { OWN_RETRY, retryField } from '../retry-policy.ts';
import type { StateWriter } from '../state-writer.ts';
import type { TaskRequest } from '../task-contract.ts';

/** A Task that asks for something and waits until someone completes it through its token. */
export interface TokenTask {
  readonly family: string;
  readonly kind: TaskRequest['kind'];
  readonly timeoutSeconds: number;
  readonly request: Readonly<Record<string, Json | undefined>>;
  readonly catchers: readonly JsonObject[];
  readonly success: JsonObject;
}

/** Asking may be tried again; the time-out may not: it is an answer. */
export function tokenTask(writer: StateWriter, task: TokenTask): AslState {
  const { family, kind, timeoutSeconds, request, catchers, success } = task;
  return {
    Type: 'Task',
    ...present({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: writer.settings.functionArn(family),
        Payload: writer.request(kind, {
          ...request,
          timeout_seconds: timeoutSeconds,
          token: '{% $states.context.Task.Token %}',
        }),
      },
      TimeoutSeconds: timeoutSeconds,
      Retry: retryField(OWN_RETRY, 'failures'),
      Catch: catchers,
      ...success,
    }),
  };
}
