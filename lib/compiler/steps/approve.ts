import type { ApproveNode } from '../../workflow/graph/graph.ts';
import { expression, literalValue } from '../asl-state.ts';
import { FAMILIES } from '../compile-settings.ts';
import { CAUGHT_REJECTION } from '../expressions/catch-expression.ts';
import { templatePaths } from '../expressions/template-paths.ts';
import { RESULT } from '../state-writer.ts';
import { TASK_ERRORS } from '../task-contract.ts';
import type { StepCompiler } from './step-compiler.ts';
import { tokenTask } from './token-task.ts';

/** `approve`: a Task that puts a question to people. A rejection is its failure, so that no way leads on by accident. */
export const approveStep: StepCompiler<ApproveNode> = {
  uses: ({ question, show = '', edit = {} }) => ({ templates: templatePaths([question, show, edit]) }),
  targets: ({ onApprove, onReject, onTimeout }) => [onApprove, onReject, onTimeout],
  pauses: true,
  functions: () => [FAMILIES.approval],
  state: (node, writer) =>
    tokenTask(writer, {
      family: FAMILIES.approval,
      kind: 'approve',
      timeoutSeconds: node.timeoutSeconds,
      request: requestOf(node, writer.functionRecords),
      catchers: [
        { ErrorEquals: [TASK_ERRORS.rejected], ...writer.caught(node.onReject, expression(CAUGHT_REJECTION)) },
        { ErrorEquals: ['States.Timeout'], ...writer.caught(node.onTimeout, { decision: 'timed_out' }) },
      ],
      success: writer.leave(node.onApprove, RESULT),
    }),
};

function requestOf(node: ApproveNode, reads: readonly string[]) {
  return {
    name: literalValue(node.name),
    question: literalValue(node.question),
    by: node.by,
    show: node.show === undefined ? undefined : literalValue(node.show),
    edit: node.edit === undefined ? undefined : literalValue(node.edit),
    remind_after_seconds: node.remindAfterSeconds,
    escalate_after_seconds: node.escalateAfterSeconds,
    escalate_to: node.escalateTo,
    reads: reads.length === 0 ? undefined : reads,
  };
}
