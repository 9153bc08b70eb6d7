import type { BenchRow } from '../bench-row.ts';
import { estimateExample } from '../compile/estimate-example.ts';

/** Dollars for a million runs of a chain of 5 actions, a route and a wait, one state each, and the start. */
const GOAL = 181;

const WORKFLOW = `workflow: seven-steps
trigger: { event: lead.created }
audience: { consent: none }
steps:
  - { id: one, do: contact.tag, with: { add: [a] } }
  - { id: two, do: contact.tag, with: { add: [b] } }
  - id: size
    routes:
      - { id: large, if: { field: event.lead.source, is: Website }, then: [{ id: three, do: contact.tag, with: { add: [c] } }] }
  - wait: 1 day
  - { id: four, do: contact.tag, with: { add: [d] } }
  - { id: five, do: contact.tag, with: { add: [e] } }
`;

/** What Step Functions asks for a million runs: $25 for a million transitions, told by the estimate before publication. */
export const cost: BenchRow = {
  what: 'Cost of 1 M runs of 5 actions, a route and a wait',
  goal: `≤ $${GOAL}`,
  measure: async () => {
    const { transitions, dollarsPerMillionRuns } = estimateExample(WORKFLOW);
    return {
      ours: `$${dollarsPerMillionRuns}, ${transitions.most} transitions`,
      others: '$305, 12 transitions, by hand with Pass and status states',
      result: `$${dollarsPerMillionRuns}`,
      met: dollarsPerMillionRuns <= GOAL,
      note: 'arithmetic: transitions alone; functions and tables come on top, as they do by hand',
    };
  },
};
