import type { Json } from '../../../workflow/json.ts';
import { isJsonObject, ownValue } from '../json-object.ts';
import type { TaskResource, TaskState } from '../machine.ts';
import type { RawStateOf } from './asl-schema.ts';
import { loadCatch, loadExit, loadNext, loadNumber, loadRetry, optionalTemplate } from './load-fields.ts';
import { complain, type Loading } from './loading.ts';
import { below } from './problem.ts';

const invoke = /^arn:aws[a-z-]*:states:::lambda:invoke$/u;
const invokeWithToken = /^arn:aws[a-z-]*:states:::lambda:invoke\.waitForTaskToken$/u;
const functionName = /^(?:arn:aws[a-z-]*:lambda:[A-Za-z0-9-]*:[0-9]*:function:)?[A-Za-z0-9_-]+(?::[A-Za-z0-9_$-]+)?$/u;

/** The arguments of `lambda:invoke` that this interpreter carries out. */
const invokeArguments: ReadonlySet<string> = new Set(['FunctionName', 'Payload']);

/** Loads a Task. */
export function loadTask(loading: Loading, name: string, raw: RawStateOf<'Task'>, pointer: string): TaskState {
  const resource = loadResource(loading, raw.Resource, below(pointer, 'Resource'));
  if (resource.kind !== 'function') {
    checkInvokeArguments(loading, raw.Arguments, below(pointer, 'Arguments'));
  }
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = raw;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    complain(loading, below(pointer, 'HeartbeatSeconds'), 'HeartbeatSeconds must be less than TimeoutSeconds.');
  }
  const place = (key: string) => ({ pointer: below(pointer, key), location: key });
  return {
    type: 'Task',
    name,
    resource,
    arguments: optionalTemplate(loading, raw.Arguments, place('Arguments')),
    timeoutSeconds: timeout === undefined ? undefined : loadNumber(loading, timeout, place('TimeoutSeconds')),
    heartbeatSeconds: heartbeat === undefined ? undefined : loadNumber(loading, heartbeat, place('HeartbeatSeconds')),
    retry: loadRetry(loading, raw.Retry, pointer),
    catch: loadCatch(loading, raw.Catch, pointer),
    exit: loadExit(loading, raw, loadNext(loading, raw, pointer), { pointer, location: '' }),
  };
}

function loadResource(loading: Loading, resource: string, pointer: string): TaskResource {
  if (invoke.test(resource)) {
    return { kind: 'invoke' };
  }
  if (invokeWithToken.test(resource)) {
    return { kind: 'invoke-with-token' };
  }
  if (!functionName.test(resource)) {
    complain(
      loading,
      pointer,
      `The resource '${resource}' is not supported: use a function's name or ARN, or arn:aws:states:::lambda:invoke, with or without .waitForTaskToken.`,
    );
  }
  return { kind: 'function', name: resource };
}

function checkInvokeArguments(loading: Loading, args: Json | undefined, pointer: string): void {
  if (typeof args === 'string') {
    return;
  }
  if (!isJsonObject(args) || ownValue(args, 'FunctionName') === undefined) {
    complain(loading, pointer, "lambda:invoke needs Arguments with a 'FunctionName'.");
    return;
  }
  for (const key of Object.keys(args)) {
    if (!invokeArguments.has(key)) {
      complain(loading, below(pointer, key), `The argument '${key}' of lambda:invoke is not supported.`);
    }
  }
}
