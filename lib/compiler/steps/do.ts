import type { ActionType } from '../../workflow/catalogue/catalogue.ts';
import type { DoNode } from '../../workflow/graph/graph.ts';
import { literalValue, present } from '../asl-state.ts';
import { FAMILIES } from '../compile-settings.ts';
import { templatePaths } from '../expressions/template-paths.ts';
import { catchHeld } from '../held-state.ts';
import { retryField } from '../retry-policy.ts';
import { RESULT } from '../state-writer.ts';
import { actionOf } from './action-of.ts';
import type { StepCompiler } from './step-compiler.ts';

/** `do`: a Task that calls the function of the action's family. */
export const doStep: StepCompiler<DoNode> = {
  uses: (node) => ({ templates: templatePaths(node.input) }),
  targets: ({ onError, next }) => (onError === undefined ? [next] : [next, onError]),
  writes: (node, settings) => actionOf(node, settings).writes,
  functions: (node, settings) => [actionOf(node, settings).family, FAMILIES.hold],
  state(node, writer) {
    const action = actionOf(node, writer.settings);
    const { retry, timeoutSeconds } = policyOf(node, action);
    const { functionRecords, consent } = writer;
    const request = writer.request('action', {
      action: node.action,
      with: literalValue(node.input),
      returns: node.returns === undefined ? undefined : literalValue(node.returns),
      consent: action.sendsMessage && consent !== 'none' ? consent : undefined,
      reads: functionRecords.length === 0 ? undefined : functionRecords,
    });
    return {
      Type: 'Task',
      ...present({
        Resource: writer.settings.functionArn(action.family),
        Arguments: request,
        TimeoutSeconds: timeoutSeconds,
        Retry: retryField(retry, 'failures-and-timeouts'),
        Catch: [catchHeld(writer), ...(writer.catchErrors(node.onError) ?? [])],
        ...writer.leave(node.next, RESULT),
      }),
    };
  },
};

function policyOf({ retry, timeoutSeconds }: DoNode, action: ActionType) {
  return {
    retry: retry === undefined ? action.retry : retry,
    timeoutSeconds: timeoutSeconds ?? action.timeoutSeconds,
  };
}
