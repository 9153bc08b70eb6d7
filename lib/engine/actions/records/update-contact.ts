import * as z from 'zod/mini';
import { invalid } from '../../../errors/app-error.ts';
import type { JsonObject } from '../../../workflow/json.ts';
import type { Action, ActionContext } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { changedFields, checkFields, type RecordChange, requireId } from './record-changes.ts';
import type { RecordsPorts } from './records-ports.ts';

const UpdateSchema = z.object({
  set: z.optional(z.record(z.string(), z.json())),
  unset: z.optional(z.array(z.string())),
});

/** A1: `contact.update`. */
export function createUpdateContact(ports: RecordsPorts): Action {
  return defineAction({
    input: UpdateSchema,
    async run({ set = {}, unset = [] }, context) {
      const type = ports.types.get('contact');
      if (type !== undefined) checkFields(set, type, context.task.step);
      if (unset.includes('id')) throw keepsId(context.task.step);
      const patch = { set, unset };
      const { after, changed } = await patchContact(patch, context, ports);
      return { contact_id: after.id, changed };
    },
  });
}

const AssignSchema = z.object({ to: z.string().check(z.minLength(1)) });

/** A1: `contact.assign`. */
export function createAssignContact(ports: RecordsPorts): Action {
  return defineAction({
    input: AssignSchema,
    async run({ to }, context) {
      const { after } = await patchContact({ set: { assigned_to: to } }, context, ports);
      return { contact_id: after.id, assigned_to: to };
    },
  });
}

/** Changes the contact and tells of it, unless nothing changed. */
async function patchContact(
  patch: { readonly set: JsonObject; readonly unset?: readonly string[] },
  context: ActionContext,
  { records, publish }: RecordsPorts,
): Promise<RecordChange & { readonly changed: readonly string[] }> {
  const stamped = { ...patch, set: { ...patch.set, updated_at: context.task.now } };
  const change = await records.patch('contact', requireId(context, 'contact'), stamped);
  const changed = changedFields(patch, change, context.repeated);
  const events = changed.length === 0 ? [] : [{ name: 'contact.updated', data: { contact: change.after, changed } }];
  await publish(context, events);
  return { ...change, changed };
}

function keepsId(step: string): Error {
  return invalid({
    code: 'bad_value',
    message: `"${step}" cannot empty the contact's id.`,
    resolution: 'Take id out of unset.',
  });
}
