import type { WaitForNode } from '../../workflow/graph/graph.ts';
import { literalValue } from '../asl-state.ts';
import { FAMILIES } from '../compile-settings.ts';
import type { StepCompiler } from './step-compiler.ts';
import { tokenTask } from './token-task.ts';

/** `wait_for`: a Task that registers the wait and is completed, through its token, by whoever records the event. */
export const waitForStep: StepCompiler<WaitForNode> = {
  uses: ({ condition }) => (condition === undefined ? {} : { handedCondition: condition }),
  targets: ({ onEvent, onTimeout }) => [onEvent, onTimeout],
  pauses: true,
  functions: () => [FAMILIES.wait],
  state: (node, writer) =>
    tokenTask(writer, {
      family: FAMILIES.wait,
      kind: 'wait_for',
      timeoutSeconds: node.timeoutSeconds,
      request: {
        event: node.event,
        condition: node.condition === undefined ? undefined : literalValue(JSON.parse(JSON.stringify(node.condition))),
        since: writer.since(),
      },
      catchers: [{ ErrorEquals: ['States.Timeout'], ...writer.caught(node.onTimeout, { outcome: 'timed_out' }) }],
      success: writer.leave(node.onEvent, { outcome: 'received', received: '{% $states.result.received %}' }),
    }),
};
