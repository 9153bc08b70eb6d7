import type { Json } from '../../workflow/json.ts';
import type { Frame } from './execution-state.ts';
import type { ServiceCall } from './history-record.ts';
import type { TaskState } from './machine.ts';
import { record, type Step } from './step.ts';

/** What happens to a task once it is scheduled. */
export type TaskEvent =
  | { readonly kind: 'Submitted' | 'Succeeded'; readonly output: Json }
  | { readonly kind: 'Failed' | 'TimedOut'; readonly error: string; readonly cause: string | undefined };

/** Writes that a task is scheduled and started. A function named directly has events of its own kind. */
export function recordTaskScheduled(
  step: Step,
  frame: Frame,
  state: TaskState,
  scheduled: {
    readonly input: Json;
    readonly timeoutSeconds: number | undefined;
    readonly heartbeatSeconds: number | undefined;
  },
): void {
  const { input } = scheduled;
  const bounds = { timeoutInSeconds: scheduled.timeoutSeconds, heartbeatInSeconds: scheduled.heartbeatSeconds };
  const call = serviceCall(state);
  if (state.resource.kind === 'function') {
    record(step, frame, { type: 'LambdaFunctionScheduled', resource: state.resource.name, input, ...bounds });
    record(step, frame, { type: 'LambdaFunctionStarted' });
  } else {
    record(step, frame, { type: 'TaskScheduled', ...call, region: regionOf(step), parameters: input, ...bounds });
    record(step, frame, { type: 'TaskStarted', ...call });
  }
}

/** Writes what became of a task. */
export function recordTaskEvent(step: Step, frame: Frame, state: TaskState, event: TaskEvent): void {
  const direct = state.resource.kind === 'function';
  const call = serviceCall(state);
  switch (event.kind) {
    case 'Submitted':
      record(step, frame, { type: 'TaskSubmitted', ...call, output: event.output });
      return;
    case 'Succeeded':
      record(
        step,
        frame,
        direct
          ? { type: 'LambdaFunctionSucceeded', output: event.output }
          : { type: 'TaskSucceeded', ...call, output: event.output },
      );
      return;
    case 'Failed':
    case 'TimedOut': {
      const { kind, error, cause } = event;
      record(
        step,
        frame,
        direct ? { type: `LambdaFunction${kind}`, error, cause } : { type: `Task${kind}`, ...call, error, cause },
      );
    }
  }
}

function serviceCall(state: TaskState): ServiceCall {
  const resource = state.resource.kind === 'invoke-with-token' ? 'invoke.waitForTaskToken' : 'invoke';
  return { resourceType: 'lambda', resource };
}

/** The region of the state machine's ARN; an execution on a laptop has none. */
function regionOf(step: Step): string {
  return step.execution.identity.stateMachineId.split(':')[3] ?? 'local';
}
