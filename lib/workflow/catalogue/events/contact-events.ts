import type { EventType, Fields } from '../catalogue.ts';
import { object, text, texts } from '../field-types.ts';
import { BUILT_IN_RECORDS } from '../records.ts';

const SOURCE = 'signalbox.contact';
const about = { contact: 'contact.id', records: { contact: 'contact.id' } } as const;
const contact = object('The contact as it was at that moment.', BUILT_IN_RECORDS.contact.fields, true);
const ada = {
  id: 'contact-1',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  country: 'GB',
  zone: 'Europe/London',
  language: 'en',
  tags: ['newsletter'],
  segments: [],
  consents: ['marketing'],
};

function event(
  name: string,
  detailType: string,
  description: string,
  more: { readonly data?: Fields; readonly sample?: EventType['sample'] } = {},
): EventType {
  return {
    name,
    source: SOURCE,
    detailType,
    title: detailType,
    description,
    row: 'T1',
    ...about,
    data: { contact, ...more.data },
    sample: { contact: ada, ...more.sample },
  };
}

/** T1: what happens to a contact itself. */
export const CONTACT_EVENTS: readonly EventType[] = [
  event('contact.created', 'Contact Created', 'A contact was added.'),
  event('contact.updated', 'Contact Updated', 'Fields of a contact changed.', {
    data: { changed: texts('Names of the fields that changed.') },
    sample: { changed: ['phone'] },
  }),
  event('contact.tag_added', 'Contact Tag Added', 'A tag was put on a contact that did not have it.', {
    data: { tag: text('The tag.') },
    sample: { tag: 'newsletter' },
  }),
  event('contact.tag_removed', 'Contact Tag Removed', 'A tag was taken off a contact.', {
    data: { tag: text('The tag.') },
    sample: { tag: 'trial' },
  }),
  event(
    'contact.segment_entered',
    'Contact Segment Entered',
    'A contact came into a segment. Who was in it before starts no run.',
    { data: { segment: text('Id of the segment.') }, sample: { segment: 'renewing_soon' } },
  ),
  event('contact.segment_left', 'Contact Segment Left', 'A contact left a segment.', {
    data: { segment: text('Id of the segment.') },
    sample: { segment: 'has_not_paid' },
  }),
];
