import type { EventType, Fields } from '../catalogue.ts';
import { number, optional, text } from '../field-types.ts';

const page = {
  visitor_id: text('The contact once the visitor is identified, before that the anonymous visitor.'),
  visit_id: text('The visit: one sitting of one visitor.'),
  page: text('Path of the page: /checkout/address.'),
  title: optional(text('Title of the page.')),
  referrer: optional(text('Address the visitor came from.')),
};
const sample = { visitor_id: 'visitor-1', visit_id: 'visit-1', page: '/checkout', title: 'Checkout' };

function event(
  name: string,
  detailType: string,
  description: string,
  more: { readonly data?: Fields; readonly sample?: EventType['sample'] } = {},
): EventType {
  return {
    name,
    source: 'signalbox.site',
    detailType,
    title: detailType,
    description,
    row: 'T5',
    contact: 'visitor_id',
    records: { contact: 'visitor_id' },
    data: { ...page, ...more.data },
    sample: { ...sample, ...more.sample },
  };
}

/** T5: what a visitor of the team's site does, known or anonymous. */
export const VISIT_EVENTS: readonly EventType[] = [
  event('visit.page_viewed', 'Visit Page Viewed', 'A visitor opened a page.'),
  event('visit.time_reached', 'Visit Time Reached', 'A visitor has stayed on the site for so long.', {
    data: { seconds: number('How long the visit has lasted, in seconds.') },
    sample: { seconds: 60 },
  }),
  event('visit.exit_intended', 'Visit Exit Intended', 'A visitor is about to leave the site.', {
    data: { seconds: optional(number('How long the visit has lasted, in seconds.')) },
    sample: { seconds: 95 },
  }),
];
