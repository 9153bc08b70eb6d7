import type { EventType } from '../catalogue.ts';
import { number, object, optional, text } from '../field-types.ts';

/** V7: a rollout was reverted by itself. */
export const GUARDRAIL_BREACHED: EventType = {
  name: 'workflow.guardrail_breached',
  source: 'signalbox.workflow',
  detailType: 'Workflow Guardrail Breached',
  title: 'Workflow Guardrail Breached',
  description:
    'The staged version of a workflow passed a bound of its guardrail, and new runs take the active version.',
  row: 'V7',
  records: {},
  data: {
    workflow: object('The workflow.', { id: text('Its id.'), name: text('Its name.') }),
    version: number('The version that was staged.'),
    active_version: number('The version that new runs take.'),
    reason: text('Which bound was passed, and by how much.'),
    runs: number('How many runs of the staged version had ended.'),
    failure_rate: number('0 to 1: those of them that failed.'),
    conversion_rate: number('0 to 1: those of them that reached the goal.'),
  },
  sample: {
    workflow: { id: 'inquiry-decision', name: 'Inquiry decision' },
    version: 3,
    active_version: 2,
    reason: '12 % of 100 runs failed; the bound is 5 %.',
    runs: 100,
    failure_rate: 0.12,
    conversion_rate: 0,
  },
};

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
  GUARDRAIL_BREACHED,
];
