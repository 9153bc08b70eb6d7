import type { ActionType, InputField } from '../catalogue.ts';
import { text } from '../field-types.ts';
import { DEFAULT_RETRY, DEFAULT_TIMEOUT_SECONDS } from './action-defaults.ts';

const shared = {
  family: 'records',
  sendsMessage: false,
  delivery: 'at_least_once',
  retry: DEFAULT_RETRY,
  timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
} as const;
const assignTo: InputField = { type: 'assignee', optional: true, description: 'A team, or an e-mail address.' };

/** A5 and A11: tickets, tasks, leads and decisions on inquiries. */
export const CRM_ACTIONS: readonly ActionType[] = [
  {
    ...shared,
    name: 'ticket.create',
    title: 'Create a ticket',
    description: 'Opens a ticket about the run’s contact and, where there is one, its conversation.',
    input: {
      subject: { type: 'text', description: 'The problem in one line.' },
      description: { type: 'text', optional: true, description: 'The problem in full.' },
      priority: {
        type: 'text',
        values: ['low', 'normal', 'high', 'urgent'],
        optional: true,
        description: 'How soon it must be solved; default: normal.',
      },
      assign_to: assignTo,
    },
    output: { ticket_id: text('The new ticket.') },
    writes: [],
    reads: [],
    causes: ['ticket.created'],
  },
  {
    ...shared,
    name: 'task.create',
    title: 'Create a task',
    description: 'Gives a person of the team something to do about the run’s contact.',
    input: {
      title: { type: 'text', description: 'What is to be done.' },
      description: { type: 'text', optional: true, description: 'The same in full.' },
      due_in: { type: 'duration', optional: true, description: 'How long from now it must be done.' },
      assign_to: assignTo,
    },
    output: { task_id: text('The new task.') },
    writes: [],
    reads: [],
    causes: [],
  },
  {
    ...shared,
    name: 'lead.update',
    title: 'Update the lead',
    description: 'Brings the lead that the trigger event is about to another stage, and sets its fields.',
    input: {
      status: { type: 'text', optional: true, description: 'Its new stage.' },
      set: {
        type: 'map',
        keys: 'lead',
        of: { type: 'any', description: 'A value of the field’s type.' },
        optional: true,
        description: 'New values by field.',
      },
    },
    output: { lead_id: text('The lead.'), status: text('Its stage afterwards.') },
    writes: ['lead'],
    reads: ['lead'],
    causes: ['lead.status_changed'],
  },
  {
    ...shared,
    name: 'inquiry.decide',
    title: 'Decide an inquiry',
    description: 'Approves, declines or hands to a person the inquiry that the trigger event is about.',
    input: {
      decision: { type: 'text', values: ['approve', 'decline', 'review'], description: 'The decision.' },
      reason: { type: 'text', optional: true, description: 'Why; kept with the decision.' },
    },
    output: { inquiry_id: text('The inquiry.'), decision: text('What was decided.', ['approve', 'decline', 'review']) },
    writes: ['inquiry'],
    reads: ['inquiry'],
    causes: [],
  },
];
