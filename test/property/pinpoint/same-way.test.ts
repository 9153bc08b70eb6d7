import fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import { withMessages } from '../../../lib/workflow/catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../../../lib/workflow/catalogue/team-catalogue.ts';
import type { Node, Target, WorkflowGraph } from '../../../lib/workflow/graph/graph.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';
import { importJourney } from '../../../lib/workflow/pinpoint/import-journey.ts';

const KINDS = ['email', 'wait', 'split', 'multi', 'random', 'holdout', 'sms', 'unknown'] as const;
const SIZE = 10;

/** An activity, and how far ahead each way out of it leads; far means: the end. */
interface Drawn {
  readonly kind: (typeof KINDS)[number];
  readonly ahead: readonly number[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom(...KINDS),
  ahead: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }),
});
const journeys = fc.array(drawn, { minLength: 1, maxLength: SIZE });

const { catalogue } = extendCatalogue(builtInCatalogue(), { text: 'consents: [marketing]\n' });
const target = withMessages(
  catalogue,
  Array.from({ length: SIZE }, (_, index) => `mail_${index}`),
);

const WAYS = { email: 1, wait: 1, split: 2, multi: 3, random: 2, holdout: 1, sms: 1, unknown: 1 } as const;

function activityOf({ kind, ahead }: Drawn, index: number, size: number): object {
  const [first, second, third] = ahead.map((steps) => (index + steps < size ? `k${index + steps}` : undefined));
  const vip = { SegmentCondition: { SegmentId: 'vip' } };
  switch (kind) {
    case 'email':
      return { EMAIL: { TemplateName: `mail_${index}`, NextActivity: first } };
    case 'wait':
      return { Wait: { WaitTime: { WaitFor: 'P1D' }, NextActivity: first } };
    case 'split':
      return { ConditionalSplit: { Condition: { Conditions: [vip] }, TrueActivity: first, FalseActivity: second } };
    case 'multi': {
      const Branches = [first, second].map((NextActivity) => ({ Condition: vip, NextActivity }));
      return { MultiCondition: { Branches, DefaultActivity: third, EvaluationWaitTime: { WaitFor: 'PT1H' } } };
    }
    case 'random':
      return { RandomSplit: { Branches: [first, second].map((NextActivity) => ({ Percentage: 50, NextActivity })) } };
    case 'holdout':
      return { Holdout: { Percentage: 10, NextActivity: first } };
    case 'sms':
      return { SMS: { NextActivity: first } };
    case 'unknown':
      return { WHATSAPP: { NextActivity: first } };
  }
}

/** The e-mails on the way that a participant takes who chooses so at each activity. */
function mailsOfJourney(journey: readonly Drawn[], choices: readonly number[]): string[] {
  const mails: string[] = [];
  let at = 0;
  for (let here = journey[at]; here !== undefined; here = journey[at]) {
    if (here.kind === 'email') mails.push(`mail_${at}`);
    const way = (choices[at] ?? 0) % WAYS[here.kind];
    at += here.ahead[way] ?? journey.length;
  }
  return mails;
}

/** The same on the way of a run. */
function mailsOfWorkflow({ root }: WorkflowGraph, choices: readonly number[]): string[] {
  const mails: string[] = [];
  let to: Target = root.first;
  while (to.kind === 'step') {
    const node = root.nodes.get(to.step);
    if (node === undefined) throw new Error(to.step);
    if (node.kind === 'do') mails.push(String(node.input.template));
    to = wayOf(node, choices);
  }
  return mails;
}

function wayOf(node: Node, choices: readonly number[]): Target {
  const choice = choices[Number(node.id.replace(/\D/g, ''))] ?? 0;
  switch (node.kind) {
    case 'routes':
      if (node.id.endsWith('_check')) return node.otherwise;
      return node.routes[choice % (node.routes.length + 1)]?.next ?? node.otherwise;
    case 'experiment':
      return node.variants[choice % node.variants.length]?.next ?? node.holdOut;
    case 'do':
    case 'wait':
      return node.next;
    default:
      throw new Error(`an import makes no ${node.kind}`);
  }
}

test('V5 whoever chooses alike gets the same e-mails from a journey and from what it became', () => {
  fc.assert(
    fc.property(journeys, fc.array(fc.nat({ max: 5 }), { minLength: SIZE, maxLength: SIZE }), (journey, choices) => {
      const Activities = Object.fromEntries(
        journey.map((one, index) => [
          `k${index}`,
          { Description: `k${index}`, ...activityOf(one, index, journey.length) },
        ]),
      );
      const { text = '' } = importJourney({ text: JSON.stringify({ Name: 'A', StartActivity: 'k0', Activities }) });

      const { graph, issues } = loadWorkflow({ text, catalogue: target });

      expect(issues).toEqual([]);
      if (graph === undefined) throw new Error('graph');
      expect(mailsOfWorkflow(graph, choices)).toEqual(mailsOfJourney(journey, choices));
    }),
    { numRuns: 200 },
  );
});
