import * as z from 'zod/mini';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { requireRecord } from './record-changes.ts';
import type { RecordsPorts } from './records-ports.ts';

const DecisionSchema = z.object({
  decision: z.enum(['approve', 'decline', 'review']),
  reason: z.optional(z.string()),
});

/** A11: `inquiry.decide`. A decision without a reason takes the reason of an earlier one away. */
export function createDecideInquiry({ records }: RecordsPorts): Action {
  return defineAction({
    input: DecisionSchema,
    async run({ decision, reason }, context) {
      const { id } = requireRecord(context, 'inquiry');
      const patch =
        reason === undefined
          ? { set: { decision }, unset: ['decision_reason'] }
          : { set: { decision, decision_reason: reason } };
      await records.patch('inquiry', id, patch);
      return { inquiry_id: id, decision };
    },
  });
}
