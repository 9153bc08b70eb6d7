import type { ErrorExplanation } from '../error-explanation.ts';

/** The flow of a workflow (SB3xx): steps, jumps, ends, cycles. Sorted by code. */
export const FLOW_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB301: {
    title: 'No such step',
    explanation: 'A `goto` names a step that the workflow does not have.',
    fix: 'Write the id of a step; the nearest one is offered.',
  },
  SB302: {
    title: 'A jump across a boundary',
    explanation:
      '`goto` reaches steps in the same branch of `parallel` or in the same `each`, or outside of all of them.',
    fix: 'Jump within the branch, or move the step.',
  },
  SB303: {
    title: 'A jump back without a bound',
    explanation: 'The jump closes a loop, which could go round for ever.',
    fix: 'Say how often in a run: `times: 3`.',
  },
  SB304: {
    title: 'An id is used twice',
    explanation:
      'Ids are unique in the whole workflow, nested lists included. Waits without an id are called after their duration.',
    fix: 'Give one of the two steps another id.',
  },
  SB305: {
    title: 'A rejected or overdue approval runs on',
    explanation: '`on_reject` and `on_timeout` of `approve` must end the way, so that nothing rejected is sent.',
    fix: 'End the list with `end:`, `fail:` or `goto:`.',
  },
  SB306: {
    title: 'A name is used twice',
    explanation: "Names are the states' names in the AWS console, so they are unique.",
    fix: 'Rename one of the two steps.',
  },
  SB307: {
    title: 'An end inside a branch',
    explanation: 'A branch of `parallel` or an `each` cannot end the run.',
    fix: 'Let the list run out, `goto` a step in it, or `fail`.',
  },
  SB308: {
    title: 'Steps that nothing can reach',
    explanation: '`goto`, `end` and `fail` are the last of their list.',
    fix: 'Remove what follows, or move it.',
  },
  SB309: {
    title: '`times` without a step to repeat',
    explanation: 'The jump leads to an `end`, a `fail` or another jump.',
    fix: 'Remove `times`, or jump to a step.',
  },
  SB310: {
    title: 'No path leads to a step',
    explanation: 'The step is in the definition, but no order, branch or `goto` ever comes to it.',
    fix: 'Remove it, or jump to it.',
  },
  SB311: {
    title: 'A loop in which nothing waits',
    explanation: 'A loop without `wait`, `wait_for` or `approve` goes round at once, as often as it may.',
    fix: 'Put one of the three into the loop.',
  },
  SB312: {
    title: 'A run could take more than a year',
    explanation:
      'Step Functions ends an execution after 365 days. Waits, time-outs, retries and repetitions of the longest path are added up.',
    fix: 'Shorten the waits, or split the workflow.',
  },
  SB313: {
    title: 'A name that another state needs',
    explanation: 'States that stand beside a step are called after it, with `(data)` or `(held)` behind the name.',
    fix: 'Choose another name.',
  },
  SB314: {
    title: 'A message without a consent',
    explanation: 'A workflow that sends messages to contacts names the consent it needs.',
    fix: 'Write `audience: { consent: … }`, or `consent: none` where none is needed.',
  },
  SB315: {
    title: 'A step needs a contact',
    explanation: 'The run has no contact: its schedule names no segment, or its event does not say whose it is.',
    fix: 'Name a segment, or say in the trigger where the contact’s id is: `contact: event.customer_id`.',
  },
  SB316: {
    title: 'A step needs a record that the trigger is not about',
    explanation:
      'An action changes the lead, the conversation or the inquiry of the trigger event, and this event is about none.',
    fix: 'Choose a trigger that is about one, or another action.',
  },
  SB318: {
    title: 'An event that the goal takes first',
    explanation: 'The goal stops the run on the event before a `wait_for` sees it.',
    fix: 'Use `wait:` with the same duration.',
  },
};
