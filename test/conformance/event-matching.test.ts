import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEventBridgeRules } from '../../lib/aws/eventbridge-rules.ts';
import { createHolds } from '../../lib/engine/conditions/holds.ts';
import { indexEventTypes } from '../../lib/engine/events/event-type-index.ts';
import { builtInCatalogue } from '../../lib/workflow/catalogue/built-in.ts';
import type { Catalogue, EventType } from '../../lib/workflow/catalogue/catalogue.ts';
import { extendCatalogue } from '../../lib/workflow/catalogue/team-catalogue.ts';
import type { Condition } from '../../lib/workflow/conditions/condition.ts';
import type { JsonObject } from '../../lib/workflow/json.ts';
import { loadWorkflow } from '../../lib/workflow/load-workflow.ts';
import { arbitraryData, arbitraryTrigger, TRIGGER_FIELDS } from './arbitrary-trigger.ts';
import { type EventRuler, startEventRuler } from './event-ruler.ts';

const SEED = 20_260_302;
const TRIGGERS = 1_500;
const EVENTS_PER_TRIGGER = 8;

let ruler: EventRuler;
beforeAll(() => {
  ruler = startEventRuler();
});
afterAll(() => ruler.close());

const catalogue = teamCatalogue(`events:
  order.placed: { source: shop, detail_type: Order Placed, data: { ${TRIGGER_FIELDS} } }
  order.paid: { source: shop, detail_type: Order Paid, data: { id: text } }
  order.placed_again: { source: shop, detail_type: Order Placed Again, data: { id: text } }
  crm.order: { source: crm, detail_type: Order Placed, data: { id: text } }
  odd.event: { source: "a*b", detail_type: 'Say "hi" \\ äöü', data: { id: text } }
`);

function teamCatalogue(text: string): Catalogue {
  const extended = extendCatalogue(builtInCatalogue(), { text, file: 'catalogue.yaml' });
  const errors = extended.issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return extended.catalogue;
}

/** The condition as dispatch holds it against events: through the language's own way. */
function triggerCondition(condition: JsonObject): Condition {
  const definition = {
    workflow: 'generated',
    trigger: { event: 'order.placed', if: condition },
    audience: { consent: 'none' },
    steps: [{ end: 'done' }],
  };
  const { graph, issues } = loadWorkflow({ text: JSON.stringify(definition), catalogue });
  if (graph?.trigger.kind !== 'event' || graph.trigger.condition === undefined) throw new Error(JSON.stringify(issues));
  return graph.trigger.condition;
}

const holds = createHolds({ calendars: catalogue.calendars, zone: catalogue.zone });
const world = { now: Date.UTC(2026, 2, 2), zone: 'UTC' };

describe('event matching agrees with event-ruler', () => {
  const count = TRIGGERS * EVENTS_PER_TRIGGER;

  test(`on ${count} generated events for ${TRIGGERS} generated triggers (seed ${SEED})`, async () => {
    const answers = { true: 0, false: 0 };
    const several = fc.array(arbitraryData, { minLength: EVENTS_PER_TRIGGER, maxLength: EVENTS_PER_TRIGGER });
    await fc.assert(
      fc.asyncProperty(arbitraryTrigger, several, async ({ condition, pattern }, events) => {
        const compiled = triggerCondition(condition);
        const ours = events.map((event) => holds(compiled, { ...world, values: { event } }));
        const theirs = await Promise.all(events.map((detail) => ruler.matches(pattern, { source: 'shop', detail })));
        expect(ours, `${JSON.stringify(pattern)} on ${JSON.stringify(events)}`).toEqual(theirs);
        for (const holdsThere of theirs) answers[`${holdsThere}`] += 1;
      }),
      { numRuns: TRIGGERS, seed: SEED },
    );
    expect(Math.min(answers.true, answers.false)).toBeGreaterThan(count / 5);
  });

  test('a condition that is broken on purpose disagrees', async () => {
    const compiled = triggerCondition({ field: 'event.amount', above: 5 });
    const pattern = { detail: { amount: [{ numeric: ['>=', 5] }] } };
    expect(holds(compiled, { ...world, values: { event: { amount: 5 } } })).not.toBe(
      await ruler.matches(pattern, { detail: { amount: 5 } }),
    );
  });
});

describe('rules of event types', () => {
  const types = [...catalogue.events.values()];

  test(`the patterns of ${types.length} event types match the events that dispatch's index finds, and no others`, async () => {
    const find = indexEventTypes(catalogue.events);
    const patterns = await Promise.all(types.map(async (type) => [type.name, await patternOf(type)] as const));
    const sources = [...new Set(types.map(({ source }) => source)), 'shop.eu', 'Shop', 'sho'];
    const detailTypes = [
      ...new Set(types.map(({ detailType }) => detailType)),
      'order placed',
      'Order',
      'Order Placed ',
    ];
    const events = sources.flatMap((source) => detailTypes.map((detailType) => ({ source, detailType })));
    for (const event of events) {
      const raw = { source: event.source, 'detail-type': event.detailType, detail: { any: 'thing' } };
      const matched = await Promise.all(patterns.map(([, pattern]) => ruler.matches(pattern, raw)));
      const names = patterns.flatMap(([name], index) => (matched[index] === true ? [name] : []));
      expect(names, JSON.stringify(event)).toEqual([find(event)?.name].filter((name) => name !== undefined));
    }
  });
});

/** The pattern of the rule that is put for a type. */
async function patternOf(type: EventType): Promise<JsonObject> {
  const sent: string[] = [];
  const client = new EventBridgeClient({ region: 'eu-central-1' });
  client.middlewareStack.add(() => async ({ input }) => {
    if ('EventPattern' in input && typeof input.EventPattern === 'string') sent.push(input.EventPattern);
    return { output: { $metadata: {} }, response: {} };
  });
  const rules = createEventBridgeRules({
    client,
    busName: 'signalbox',
    queueArns: {
      dispatch: 'arn:aws:sqs:eu-central-1:123456789012:dispatch',
      signal: 'arn:aws:sqs:eu-central-1:123456789012:signal',
    },
    probe: { create: () => 'probe', detail: () => ({ metadata: { probe: 'probe' } }), cameBack: async () => true },
    wait: async () => {},
  });
  await rules.subscribe(type);
  return JSON.parse(String(sent[0]));
}
