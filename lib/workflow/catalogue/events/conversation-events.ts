import type { EventType } from '../catalogue.ts';
import { number, object, optional, text, time } from '../field-types.ts';
import { BUILT_IN_RECORDS } from '../records.ts';

const conversation = object('The conversation as it was at that moment.', BUILT_IN_RECORDS.conversation.fields);
const open = {
  id: 'conversation-1',
  contact_id: 'contact-1',
  channel: 'chat',
  subject: 'My order',
  status: 'open',
  started_at: '2026-03-02T09:00:00Z',
  message_count: 1,
  tags: [],
};

function event(
  name: string,
  detailType: string,
  description: string,
  more: Partial<Pick<EventType, 'row' | 'data' | 'sample'>> = {},
): EventType {
  return {
    name,
    source: 'signalbox.conversation',
    detailType,
    title: detailType,
    description,
    row: more.row ?? 'T2',
    contact: 'conversation.contact_id',
    records: { contact: 'conversation.contact_id', conversation: 'conversation.id' },
    data: { conversation, ...more.data },
    sample: { conversation: open, ...more.sample },
  };
}

const message = object('The message.', {
  id: text('The message.'),
  text: text('What the contact wrote, as plain text.'),
  subject: optional(text('Subject line, on channels that have one.')),
  from: optional(text('Address or number it came from.')),
  sent_at: optional(time('When it was sent.')),
  sentiment_score: optional(number('Its mood from 0 (worst) to 1 (best).')),
});

const reply = object('The reply.', {
  id: text('The message; the same for every try of the step.'),
  text: text('What the contact shall read.'),
  sent_at: time('When the workflow wrote it.'),
});

/** T2: what happens in a conversation with a contact, and A5: what workflows want to happen in it. */
export const CONVERSATION_EVENTS: readonly EventType[] = [
  event('conversation.started', 'Conversation Started', 'A contact started a conversation.'),
  event('conversation.ended', 'Conversation Ended', 'A conversation was closed.', {
    sample: {
      conversation: { ...open, status: 'ended', ended_at: '2026-03-02T09:20:00Z', duration_seconds: 1200 },
    },
  }),
  event('message.received', 'Message Received', 'A contact wrote a message.', {
    data: { message },
    sample: {
      message: {
        id: 'message-1',
        text: 'Where is my order?',
        from: 'ada@example.com',
        sent_at: '2026-03-02T09:00:00Z',
        sentiment_score: 0.2,
      },
    },
  }),
  event(
    'conversation.escalation_requested',
    'Conversation Escalation Requested',
    'The contact, or whoever answers, asked for someone else to take over.',
    { data: { reason: optional(text('Why.')) }, sample: { reason: 'Wants to speak to a person' } },
  ),
  event(
    'conversation.sentiment_detected',
    'Conversation Sentiment Detected',
    'The mood of a conversation was measured.',
    {
      data: {
        sentiment: text('The mood.', ['positive', 'neutral', 'negative', 'mixed']),
        sentiment_score: number('The mood from 0 (worst) to 1 (best).'),
      },
      sample: { sentiment: 'negative', sentiment_score: 0.1 },
    },
  ),
  event(
    'conversation.reply_requested',
    'Conversation Reply Requested',
    'A workflow replies to the contact: whatever connects the team’s channels shall send it.',
    {
      row: 'A5',
      data: { message: reply },
      sample: {
        message: { id: 'message-2', text: 'It leaves the house today.', sent_at: '2026-03-02T09:05:00Z' },
      },
    },
  ),
];
