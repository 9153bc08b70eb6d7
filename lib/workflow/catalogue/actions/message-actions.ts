import type { ActionType } from '../catalogue.ts';
import { number, optional, text } from '../field-types.ts';
import { DEFAULT_RETRY, DEFAULT_TIMEOUT_SECONDS } from './action-defaults.ts';

/** P1: who withdrew the consent since the run started gets no message; the run goes on and knows it. */
const skipped = optional(
  text('Why nothing was sent: the contact does not give the consent the workflow names. Else missing.', ['consent']),
);

/** What reaches a contact, and what reaches the team itself. */
export const MESSAGE_ACTIONS: readonly ActionType[] = [
  {
    name: 'email.send',
    title: 'Send an e-mail',
    description:
      'Sends the contact a message template, each merge tag with its default where the field is empty, or a subject and text written here.',
    family: 'email',
    input: {
      template: {
        type: 'message_template',
        optional: true,
        description: 'Id of the message template; or else subject and text.',
      },
      subject: { type: 'text', optional: true, description: 'Subject, instead of a template.' },
      text: { type: 'text', optional: true, description: 'The plain text, instead of a template.' },
      html: { type: 'text', optional: true, description: 'The HTML beside `text`; values in it are escaped.' },
      to: { type: 'text', optional: true, description: 'Another address than `contact.email`, from any field.' },
      from: { type: 'text', optional: true, description: 'Sender; default: the template’s, then the deployment’s.' },
      reply_to: { type: 'text', optional: true, description: 'Where answers go; default: the deployment’s.' },
      headers: {
        type: 'map',
        of: { type: 'text', description: 'A header’s value.' },
        optional: true,
        description: 'Further headers by name; names begin with X-.',
      },
      data: {
        type: 'map',
        of: { type: 'any', description: 'Any value.' },
        optional: true,
        description: 'Values the template reads as `data.<name>`; lists and objects stay what they are.',
      },
    },
    output: {
      message_id: optional(text('The provider’s id of the message.')),
      to: optional(text('The address it went to.')),
      skipped,
    },
    sendsMessage: true,
    writes: [],
    reads: ['contact'],
    delivery: 'at_most_once',
    retry: DEFAULT_RETRY,
    timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    causes: [],
  },
  {
    name: 'conversation.reply',
    title: 'Reply in the conversation',
    description: 'Writes to the contact in the conversation that the trigger event is about.',
    family: 'conversation',
    input: { text: { type: 'text', description: 'The reply.' } },
    output: {
      message_id: optional(text('Id of the message.')),
      conversation_id: optional(text('The conversation it was written in.')),
      skipped,
    },
    sendsMessage: true,
    writes: ['conversation'],
    reads: ['contact', 'conversation'],
    delivery: 'at_most_once',
    retry: DEFAULT_RETRY,
    timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    causes: ['conversation.reply_requested'],
  },
  {
    name: 'notify.send',
    title: 'Notify the team',
    description: 'Tells a team or a colleague something, by e-mail and, with `webhook`, in a chat. Never to a contact.',
    family: 'notify',
    input: {
      to: { type: 'assignee', description: 'A team, or an e-mail address.' },
      text: { type: 'text', description: 'What to say.' },
      subject: { type: 'text', optional: true, description: 'Subject of the mail; default: the workflow’s name.' },
      webhook: {
        type: 'secret',
        optional: true,
        description:
          'Name of the secret that holds the address of a Slack-compatible webhook; the text goes there too.',
      },
    },
    output: { sent: number('How many people and webhooks it went to.') },
    sendsMessage: false,
    writes: [],
    reads: [],
    delivery: 'at_least_once',
    retry: DEFAULT_RETRY,
    timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    causes: [],
  },
];
