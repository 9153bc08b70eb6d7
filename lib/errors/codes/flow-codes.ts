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
};
