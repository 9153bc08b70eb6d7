import type { EventType } from '../catalogue.ts';
import { object } from '../field-types.ts';
import { BUILT_IN_RECORDS } from '../records.ts';

const created = {
  id: 'inquiry-1',
  contact_id: 'contact-1',
  status: 'created',
  list_matches: [],
};
const submitted = {
  ...created,
  status: 'submitted',
  country: 'NO',
  document_type: 'passport',
  document_expires_at: '2031-05-01T00:00:00Z',
  submitted_at: '2026-03-02T09:00:00Z',
};

function event(name: string, detailType: string, description: string, inquiry: EventType['sample']): EventType {
  return {
    name,
    source: 'signalbox.inquiry',
    detailType,
    title: detailType,
    description,
    row: 'T4',
    contact: 'inquiry.contact_id',
    records: { contact: 'inquiry.contact_id', inquiry: 'inquiry.id' },
    data: { inquiry: object('The inquiry as it was at that moment.', BUILT_IN_RECORDS.inquiry.fields) },
    sample: { inquiry },
  };
}

/** T4: the stages of an identity check. */
export const INQUIRY_EVENTS: readonly EventType[] = [
  event('inquiry.created', 'Inquiry Created', 'A check was opened for a person.', created),
  event('inquiry.submitted', 'Inquiry Submitted', 'The person handed in everything the check needs.', submitted),
  event('inquiry.completed', 'Inquiry Completed', 'The check was made and waits for a decision.', {
    ...submitted,
    status: 'completed',
    list_matches: ['sanctions'],
    match_score: 0.95,
    completed_at: '2026-03-02T09:01:00Z',
  }),
  event('inquiry.failed', 'Inquiry Failed', 'The check could not be made.', {
    ...submitted,
    status: 'failed',
    failure_reason: 'The photo of the document cannot be read',
  }),
];
