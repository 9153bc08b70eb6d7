import type { Json } from '../../../workflow/json.ts';
import type { Frame, TaskActivity, Timer } from '../execution-state.ts';
import { exitState } from '../exit-state.ts';
import { evaluateNumber } from '../fields.ts';
import type { Scope } from '../functions.ts';
import { isJsonObject, ownValue } from '../json-object.ts';
import type { NumberField, TaskState } from '../machine.ts';
import { exceedsLimit } from '../payload-limit.ts';
import { scopeOf } from '../scope.ts';
import {
  dataLimitError,
  type Failure,
  heartbeatTimeoutError,
  runtimeError,
  StatesError,
  statesErrors,
  timeoutError,
} from '../states-error.ts';
import { type Branch, cancelTimer, nextNumber, retryCount, type Step, setTimer } from '../step.ts';
import { recordTaskEvent, recordTaskScheduled } from '../task-history.ts';
import { evaluateTemplate } from '../template.ts';

/** A Task calls its function and waits for the result. */
export async function attemptTask(step: Step, branch: Branch, state: TaskState): Promise<void> {
  const { frame } = branch;
  frame.token = state.resource.kind === 'invoke-with-token' ? step.services.ids() : null;
  const scope = scopeOf(step, branch);
  const input = state.arguments === undefined ? frame.input : await evaluateTemplate(state.arguments, scope);
  if (exceedsLimit(input)) {
    throw dataLimitError(
      `The state '${state.name}' has arguments with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  const call = functionCall(state, input);
  const timeoutSeconds = await optionalSeconds(state.timeoutSeconds, scope);
  const heartbeatSeconds = await optionalSeconds(state.heartbeatSeconds, scope);
  recordTaskScheduled(step, frame, state, { input, timeoutSeconds, heartbeatSeconds });
  const activity: TaskActivity = { kind: 'task', taskId: nextNumber(step), ...call, submitted: false };
  if (timeoutSeconds !== undefined) {
    activity.timeout = inSeconds(step, timeoutSeconds);
  }
  if (heartbeatSeconds !== undefined) {
    activity.heartbeatSeconds = heartbeatSeconds;
    activity.heartbeat = inSeconds(step, heartbeatSeconds);
  }
  frame.activity = activity;
  step.effects.push({
    type: 'invoke-task',
    taskId: activity.taskId,
    resource: activity.resource,
    payload: activity.payload,
    token: frame.token ?? undefined,
    stateName: state.name,
    retryCount: retryCount(frame),
  });
}

/** The function answered. A task with a token goes on waiting for that. */
export async function functionSucceeded(
  step: Step,
  branch: Branch,
  state: TaskState,
  activity: TaskActivity,
  answer: Json,
): Promise<void> {
  const { frame } = branch;
  if (exceedsLimit(answer)) {
    throw taskFailed(step, frame, state, oversize(state));
  }
  if (state.resource.kind === 'invoke-with-token') {
    activity.submitted = true;
    recordTaskEvent(step, frame, state, { kind: 'Submitted', output: invokeResult(answer) });
    return;
  }
  await taskDone(step, branch, state, activity, state.resource.kind === 'invoke' ? invokeResult(answer) : answer);
}

/** The token was answered with a result. */
export async function callbackSucceeded(
  step: Step,
  branch: Branch,
  state: TaskState,
  activity: TaskActivity,
  output: Json,
): Promise<void> {
  if (exceedsLimit(output)) {
    throw taskFailed(step, branch.frame, state, oversize(state));
  }
  await taskDone(step, branch, state, activity, output);
}

/** The function threw, or the token was answered with a failure. */
export function taskFailed(step: Step, frame: Frame, state: TaskState, failure: Failure): StatesError {
  recordTaskEvent(step, frame, state, { kind: 'Failed', error: failure.error, cause: failure.cause });
  return new StatesError(failure);
}

/** One of the task's bounds has passed. */
export function taskTimedOut(step: Step, frame: Frame, state: TaskState, bound: 'timeout' | 'heartbeat'): StatesError {
  recordTaskEvent(step, frame, state, { kind: 'TimedOut', error: statesErrors.timeout, cause: undefined });
  return bound === 'heartbeat' ? heartbeatTimeoutError() : timeoutError();
}

/** A sign of life: the time until the next one starts anew. */
export function heartbeat(step: Step, { heartbeat: timer, heartbeatSeconds }: TaskActivity): void {
  if (timer !== undefined && heartbeatSeconds !== undefined) {
    timer.at = step.services.now + heartbeatSeconds * 1000;
    step.effects.push({ type: 'set-timer', timerId: timer.id, at: timer.at });
  }
}

async function taskDone(
  step: Step,
  branch: Branch,
  state: TaskState,
  activity: TaskActivity,
  result: Json,
): Promise<void> {
  recordTaskEvent(step, branch.frame, state, { kind: 'Succeeded', output: result });
  await exitState(step, branch, state, state.exit, { result }, result);
  cancelTimer(step, activity.timeout);
  cancelTimer(step, activity.heartbeat);
}

function functionCall(state: TaskState, input: Json): { readonly resource: string; readonly payload: Json } {
  if (state.resource.kind === 'function') {
    return { resource: state.resource.name, payload: input };
  }
  const name = isJsonObject(input) ? ownValue(input, 'FunctionName') : undefined;
  if (!isJsonObject(input) || typeof name !== 'string') {
    throw runtimeError("The Arguments of lambda:invoke must name the function in 'FunctionName'.");
  }
  return { resource: name, payload: ownValue(input, 'Payload') ?? {} };
}

/** What `lambda:invoke` makes of a function's answer; the SDK's own metadata are left out. */
function invokeResult(answer: Json): Json {
  return { ExecutedVersion: '$LATEST', Payload: answer, StatusCode: 200 };
}

function oversize(state: TaskState): Failure {
  const name = state.resource.kind === 'function' ? state.resource.name : 'lambda';
  const cause = `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return { error: statesErrors.dataLimit, cause };
}

async function optionalSeconds(field: NumberField | undefined, scope: Scope): Promise<number | undefined> {
  return field === undefined ? undefined : evaluateNumber(field, scope, 1);
}

function inSeconds(step: Step, seconds: number): Timer {
  return setTimer(step, step.services.now + seconds * 1000);
}
