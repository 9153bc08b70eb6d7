import * as z from 'zod/mini';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { effectId } from '../publish-events.ts';
import { recordId } from '../read-records.ts';
import { createOnce } from './create-once.ts';
import type { RecordsPorts } from './records-ports.ts';

const TicketSchema = z.object({
  subject: z.string().check(z.minLength(1)),
  description: z.optional(z.string()),
  priority: z._default(z.enum(['low', 'normal', 'high', 'urgent']), 'normal'),
  assign_to: z.optional(z.string()),
});

/** A5: `ticket.create`. */
export function createCreateTicket({ records, publish, hash }: RecordsPorts): Action {
  return defineAction({
    input: TicketSchema,
    async run({ subject, description, priority, assign_to }, context) {
      const { run, now } = context.task;
      const [contact, conversation] = [recordId(run, 'contact'), recordId(run, 'conversation')];
      const ticket = await createOnce(records, 'ticket', {
        id: effectId(hash, 'ticket', context.key),
        ...(contact === undefined ? {} : { contact_id: contact }),
        ...(conversation === undefined ? {} : { conversation_id: conversation }),
        subject,
        ...(description === undefined ? {} : { description }),
        status: 'open',
        priority,
        ...(assign_to === undefined ? {} : { assigned_to: assign_to }),
        tags: [],
        created_at: now,
      });
      await publish(context, [{ name: 'ticket.created', data: { ticket } }]);
      return { ticket_id: ticket.id };
    },
  });
}
