import * as z from 'zod/mini';
import { invalid } from '../../../errors/app-error.ts';
import type { EmailSender } from '../../../ports/email-sender.ts';
import type { MessageStore } from '../../../ports/message-store.ts';
import type { Action, ActionContext } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { composeMessage } from './compose-message.ts';
import { badAddress, isEmailAddress } from './email-address.ts';
import { type UnsubscribeLinks, unsubscribeHeaders } from './unsubscribe-headers.ts';

/** What mails of a deployment have in common. */
export interface EmailSettings {
  /** Sender, `Name <address>`, where neither step nor template names one. */
  readonly from: string;
  readonly replyTo?: string;
  /** Where this contact can withdraw this consent; absent: mails carry no List-Unsubscribe. */
  readonly unsubscribe?: (who: { readonly contact: string; readonly consent: string }) => Promise<UnsubscribeLinks>;
}

export interface SendEmailPorts {
  readonly email: EmailSender;
  readonly messages: MessageStore;
  readonly settings: EmailSettings;
}

const InputSchema = z.object({
  template: z.optional(z.string()),
  data: z.optional(z.record(z.string(), z.json())),
  subject: z.optional(z.string()),
  text: z.optional(z.string()),
  html: z.optional(z.string()),
  to: z.optional(z.string()),
  from: z.optional(z.string()),
  reply_to: z.optional(z.string()),
  headers: z.optional(
    z.record(
      z.string().check(z.regex(/^X-[A-Za-z0-9-]{1,60}$/i, 'names begin with X-')),
      z.string().check(z.regex(/^[^\r\n]*$/, 'values are one line')),
    ),
  ),
});

/** A2: `email.send`. */
export function createSendEmail({ email, messages, settings }: SendEmailPorts): Action {
  return defineAction({
    input: InputSchema,
    htmlFields: ['html'],
    async run(input, context) {
      const to = input.to ?? addressOf(context);
      const { from = settings.from, ...words } = await composeMessage(input, context, messages);
      const replyTo = input.reply_to ?? settings.replyTo;
      const sender = input.from ?? from;
      if (!isEmailAddress(to)) throw badAddress('What the mail should go to');
      if (!isEmailAddress(sender)) throw badAddress('The sender');
      if (replyTo !== undefined && !isEmailAddress(replyTo)) throw badAddress('reply_to');
      const { messageId } = await email.send({
        from: sender,
        to: [to],
        ...(replyTo === undefined ? {} : { replyTo: [replyTo] }),
        ...words,
        headers: { ...input.headers, ...(await listUnsubscribe(context, settings)) },
        key: context.key,
      });
      return { message_id: messageId, to };
    },
  });
}

function addressOf({ task, records }: ActionContext): string {
  const address = records.contact?.email;
  if (typeof address === 'string' && address !== '') return address;
  throw invalid({
    code: 'no_address',
    message: `The contact of "${task.step}" has no e-mail address.`,
    resolution:
      'Ask for contact.email in the trigger or in a route before, name another field in to:, or add an on_error.',
  });
}

async function listUnsubscribe(
  { task }: ActionContext,
  { unsubscribe }: EmailSettings,
): Promise<Readonly<Record<string, string>>> {
  const { consent } = task;
  const { contact } = task.run;
  if (unsubscribe === undefined || contact === undefined || consent === undefined || consent === 'none') return {};
  return unsubscribeHeaders(await unsubscribe({ contact, consent }));
}
