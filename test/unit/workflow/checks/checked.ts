import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import type { ActionType, Catalogue } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { withActions, withMessages } from '../../../../lib/workflow/catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../../../../lib/workflow/catalogue/team-catalogue.ts';
import { loadWorkflow } from '../../../../lib/workflow/load-workflow.ts';

const TEAM = `
events:
  order.placed:
    source: shop
    detail_type: Order Placed
    contact: contact_id
    data:
      contact_id: text
      total: number
      paid: boolean
      at: time
      day: date
      opens: clock
      state?: text
      lines: [{ sku: text, quantity: number, tags: [text] }]
      extra: any
      more: object
  order.updated:
    source: shop
    detail_type: Order Updated
    contact: contact_id
    data: { contact_id: text, total: number }
  stock.low:
    source: shop
    detail_type: Stock Low
    data: { sku: text }
contact_fields: { renewal_date: date }
segments: [renewing]
consents: [marketing]
teams: { sales: [ana@example.com] }
calendars: { office: { hours: { mon: "09:00-17:00" } } }
secrets: [api_key]
`;

const OWN: ActionType = {
  name: 'acme.do',
  title: 'Everything',
  description: 'Takes one input of each type.',
  family: 'acme_do',
  input: {
    count: { type: 'number', optional: true, description: 'A number.' },
    flag: { type: 'boolean', optional: true, description: 'A flag.' },
    when: { type: 'time', optional: true, description: 'A time.' },
    code: { type: 'text', literal: true, optional: true, description: 'Code.' },
    team: { type: 'team', optional: true, description: 'A team.' },
    segment: { type: 'segment', optional: true, description: 'A segment.' },
    workflow: { type: 'workflow', optional: true, description: 'A workflow.' },
  },
  output: { done: { type: 'boolean' } },
  sendsMessage: false,
  writes: [],
  reads: [],
  delivery: 'at_least_once',
  retry: { attempts: 1, delaySeconds: 1, factor: 1, maxDelaySeconds: 1 },
  timeoutSeconds: 10,
  causes: [],
};

/** The catalogue that the definitions of these tests are written for. */
export function testCatalogue(): Catalogue {
  const { catalogue } = extendCatalogue(builtInCatalogue(), { text: TEAM });
  return withMessages(withActions(catalogue, [OWN]), ['welcome']);
}

/** `code pointer message` of every issue of a workflow; warnings say so in front. */
export function issuesOf(text: string, catalogue = testCatalogue()): string[] {
  return loadWorkflow({ text, catalogue }).issues.map(
    ({ severity, code, pointer, message }) =>
      `${severity === 'warning' ? 'warning ' : ''}${code} ${pointer} ${message}`,
  );
}

/** The same for steps behind `order.placed`, in a workflow that asks for no consent. */
export function issuesOfSteps(steps: string, trigger = '{ event: order.placed }'): string[] {
  return issuesOf(`workflow: test\ntrigger: ${trigger}\naudience: { consent: none }\nsteps:\n${indent(steps)}`);
}

/** The same for one condition of a route. */
export function issuesOfCondition(condition: string): string[] {
  return issuesOfSteps(`- { id: choose, routes: [{ id: one, if: ${condition}, then: [{ end: done }] }] }`).map(
    (issue) => issue.replace('/steps/0/routes/0/if', 'if'),
  );
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
