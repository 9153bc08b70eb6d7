import type { EventType } from '../catalogue.ts';
import { object, optional, text } from '../field-types.ts';

/** T9: what workflows do to each other's contacts. */
export const WORKFLOW_EVENTS: readonly EventType[] = [
  {
    name: 'workflow.enrolled',
    source: 'signalbox.workflow',
    detailType: 'Workflow Enrolled',
    title: 'Workflow Enrolled',
    description:
      'A contact was put into this workflow by another one or by hand. As a trigger: nothing else starts it.',
    row: 'T9',
    contact: 'contact_id',
    records: { contact: 'contact_id' },
    data: {
      contact_id: text('Who was enrolled.'),
      workflow: text('Id of the workflow the contact was enrolled in.'),
      by: optional(text('The workflow, or the person, that enrolled the contact.')),
      data: optional(object('Whatever the enrolling side handed over.', {}, true)),
    },
    sample: { contact_id: 'contact-1', workflow: 'win-back', by: 'abandoned-cart', data: { cart_id: 'cart-1' } },
  },
];
