import type { EventType, Fields } from '../catalogue.ts';
import { object, optional, text } from '../field-types.ts';
import { BUILT_IN_RECORDS } from '../records.ts';

const samples = {
  lead: {
    id: 'lead-1',
    contact_id: 'contact-1',
    source: 'Website',
    status: 'new',
    amount: 5000,
    currency: 'EUR',
    created_at: '2026-03-02T09:00:00Z',
  },
  ticket: {
    id: 'ticket-1',
    contact_id: 'contact-1',
    subject: 'Parcel is damaged',
    status: 'open',
    priority: 'normal',
    tags: [],
    created_at: '2026-03-02T09:00:00Z',
  },
  appointment: {
    id: 'appointment-1',
    contact_id: 'contact-1',
    title: 'Consultation',
    starts_at: '2026-03-10T13:00:00Z',
    ends_at: '2026-03-10T13:30:00Z',
    status: 'booked',
  },
};

function event(
  record: 'lead' | 'ticket' | 'appointment',
  name: string,
  detailType: string,
  description: string,
  more: { readonly data?: Fields; readonly sample?: EventType['sample'] } = {},
): EventType {
  return {
    name,
    source: 'signalbox.crm',
    detailType,
    title: detailType,
    description,
    row: 'T3',
    contact: `${record}.contact_id`,
    records: { contact: `${record}.contact_id`, [record]: `${record}.id` },
    data: {
      [record]: object(`The ${record} as it was at that moment.`, BUILT_IN_RECORDS[record].fields),
      ...more.data,
    },
    sample: { [record]: samples[record], ...more.sample },
  };
}

const previousStatus = { previous_status: text('The status it had before.') };

/** T3: what happens to leads, tickets and appointments. */
export const CRM_EVENTS: readonly EventType[] = [
  event('lead', 'lead.created', 'Lead Created', 'A lead was added.'),
  event('lead', 'lead.status_changed', 'Lead Status Changed', 'A lead came to another stage.', {
    data: previousStatus,
    sample: { lead: { ...samples.lead, status: 'qualified' }, previous_status: 'new' },
  }),
  event('ticket', 'ticket.created', 'Ticket Created', 'A ticket was opened.'),
  event('ticket', 'ticket.status_changed', 'Ticket Status Changed', 'A ticket came to another stage.', {
    data: previousStatus,
    sample: { ticket: { ...samples.ticket, status: 'solved' }, previous_status: 'open' },
  }),
  event('appointment', 'appointment.booked', 'Appointment Booked', 'A contact has an appointment.'),
  event('appointment', 'appointment.cancelled', 'Appointment Cancelled', 'An appointment will not take place.', {
    data: { reason: optional(text('Why it was cancelled.')) },
    sample: { appointment: { ...samples.appointment, status: 'cancelled' }, reason: 'Cannot make it' },
  }),
];
