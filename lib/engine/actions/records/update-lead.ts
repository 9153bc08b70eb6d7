import * as z from 'zod/mini';
import type { JsonObject } from '../../../workflow/json.ts';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { changedFields, checkFields, requireRecord } from './record-changes.ts';
import type { RecordsPorts } from './records-ports.ts';

const LeadSchema = z.object({
  status: z.optional(z.string().check(z.minLength(1))),
  set: z.optional(z.record(z.string(), z.json())),
});

/** A5: `lead.update`. */
export function createUpdateLead({ records, publish, types }: RecordsPorts): Action {
  return defineAction({
    input: LeadSchema,
    async run({ status, set = {} }, context) {
      const values: JsonObject = { ...set, ...(status === undefined ? {} : { status }) };
      const type = types.get('lead');
      if (type !== undefined) checkFields(values, type, context.task.step);
      const patch = { set: values };
      const change = await records.patch('lead', requireRecord(context, 'lead').id, patch);
      const lead = change.after;
      const moved = changedFields(patch, change, context.repeated).includes('status');
      const previous = change.before?.status ?? '';
      await publish(context, moved ? [{ name: 'lead.status_changed', data: { lead, previous_status: previous } }] : []);
      return { lead_id: lead.id, status: lead.status ?? '' };
    },
  });
}
