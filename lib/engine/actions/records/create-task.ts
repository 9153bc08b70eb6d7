import * as z from 'zod/mini';
import { durationSeconds } from '../../../workflow/schema/duration.ts';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { effectId } from '../publish-events.ts';
import { recordId } from '../read-records.ts';
import { secondsAfter } from '../seconds-after.ts';
import { createOnce } from './create-once.ts';
import type { RecordsPorts } from './records-ports.ts';

const TaskSchema = z.object({
  title: z.string().check(z.minLength(1)),
  description: z.optional(z.string()),
  due_in: z.optional(z.string().check(z.refine((text) => durationSeconds(text) > 0, 'must be a duration'))),
  assign_to: z.optional(z.string()),
});

/** A5: `task.create`. */
export function createCreateTask({ records, hash }: RecordsPorts): Action {
  return defineAction({
    input: TaskSchema,
    async run({ title, description, due_in, assign_to }, context) {
      const { run, now } = context.task;
      const contact = recordId(run, 'contact');
      const { id } = await createOnce(records, 'task', {
        id: effectId(hash, 'task', context.key),
        ...(contact === undefined ? {} : { contact_id: contact }),
        title,
        ...(description === undefined ? {} : { description }),
        status: 'open',
        ...(due_in === undefined ? {} : { due_at: secondsAfter(now, durationSeconds(due_in)) }),
        ...(assign_to === undefined ? {} : { assigned_to: assign_to }),
        created_at: now,
      });
      return { task_id: id };
    },
  });
}
