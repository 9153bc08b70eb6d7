import type { SignalboxClient } from '../../client/create-client.ts';
import { type Act, type Happening, person, type Scene } from './scene.ts';

const WORKFLOW = 'goodwill';
const SUPPORT = 'support@example.com';

const TEXT = `workflow: ${WORKFLOW}
name: Goodwill
trigger: { event: conversation.escalation_requested }
steps:
  - id: review
    approve: "Send {{ contact.first_name | default: 'them' }} a voucher of 20 EUR?"
    by: [support]
    show: "{{ conversation.subject }}"
    edit: { text: "Please accept a voucher of 20 EUR." }
    remind_after: 4 hours
    timeout: 24 hours
    on_reject: [{ end: rejected }]
    on_timeout: [{ end: not_decided }]
  - { id: reply, do: conversation.reply, with: { text: "{{ steps.review.edited.text }}" } }
audience: { consent: none }
`;

function escalation(id: string, contact_id: string, subject: string): Happening {
  const conversation = { id, contact_id, channel: 'chat', subject, status: 'open', message_count: 3, tags: [] };
  return { afterHours: 1, event: 'conversation.escalation_requested', data: { conversation } };
}

function does(afterHours: number, says: string, act: Act['act']): Act {
  return { afterHours, by: SUPPORT, says, act };
}

async function begin({ workflows, versions }: SignalboxClient): Promise<undefined> {
  const { revision } = await workflows.create({ body: { text: TEXT } });
  await versions.publish({ params: { workflow: WORKFLOW }, revision, body: { activate: true } });
}

/** Answers the question about one contact; the other stays open until its time is over. */
async function approve({ approvals }: SignalboxClient): Promise<undefined> {
  const { items } = await approvals.list({ query: { status: 'open' } });
  const approval = items.find(({ contact }) => contact === 'gina');
  if (approval === undefined) throw new Error('Nobody was asked about Gina.');
  const edited = { text: 'We are sorry. Please accept a voucher of 20 EUR.' };
  await approvals.decide({ params: { approval: approval.id }, body: { decision: 'approved', edited } });
}

/** F4: people are asked, reminded, and answer, or do not. */
export const APPROVAL_SCENE: Scene = {
  workflow: WORKFLOW,
  title: 'Two vouchers need an approval: one is given after a reminder, one question is never answered',
  happenings: [
    person('gina', 'Gina'),
    person('gustav', 'Gustav'),
    does(0.5, 'begins the workflow and activates it', begin),
    escalation('conversation-8', 'gina', 'Late parcel'),
    escalation('conversation-9', 'gustav', 'Wrong colour'),
    does(6, 'approves the voucher for Gina, in other words', approve),
  ],
};
