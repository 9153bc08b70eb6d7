import { joinPointer } from '../json-pointer.ts';
import { durationSeconds } from '../schema/duration.ts';
import type { ApproveStep } from '../schema/step-schema.ts';
import type { Making } from './building.ts';
import { checkText } from './check-templates.ts';
import type { ApproveNode, Target } from './graph.ts';
import { baseOf } from './node-base.ts';

const REJECTED: Target = { kind: 'end', outcome: 'rejected' };

/** A question to people. Without `on_reject`, a rejection ends the run. */
export function buildApprove(step: ApproveStep, making: Making): ApproveNode {
  checkTexts(step, making);
  return {
    kind: 'approve',
    ...baseOf(making),
    question: step.approve,
    by: step.by,
    ...(step.show === undefined ? {} : { show: step.show }),
    ...(step.edit === undefined ? {} : { edit: step.edit }),
    ...(step.remind_after === undefined ? {} : { remindAfterSeconds: durationSeconds(step.remind_after) }),
    ...(step.escalate_after === undefined ? {} : { escalateAfterSeconds: durationSeconds(step.escalate_after) }),
    ...(step.escalate_to === undefined ? {} : { escalateTo: step.escalate_to }),
    timeoutSeconds: durationSeconds(step.timeout),
    onApprove: making.enter('on_approve'),
    onReject: step.on_reject === undefined ? REJECTED : making.enter('on_reject'),
    onTimeout: making.enter('on_timeout'),
  };
}

function checkTexts(step: ApproveStep, { written: { pointer }, building: { report } }: Making): void {
  checkText(step.approve, joinPointer(pointer, 'approve'), report);
  checkText(step.show, joinPointer(pointer, 'show'), report);
  for (const [key, text] of Object.entries(step.edit ?? {})) {
    checkText(text, joinPointer(pointer, 'edit', key), report);
  }
}
