import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileWorkflow } from '../../../../lib/compiler/compile-workflow.ts';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import { withMessages } from '../../../../lib/workflow/catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../../../../lib/workflow/catalogue/team-catalogue.ts';
import { loadWorkflow } from '../../../../lib/workflow/load-workflow.ts';
import { importJourney } from '../../../../lib/workflow/pinpoint/import-journey.ts';
import { parseDefinition } from '../../../../lib/workflow/text/parse-definition.ts';

const journey = (name: string) =>
  readFileSync(new URL(`../../../fixtures/pinpoint/${name}.json`, import.meta.url), 'utf8');

/** What the lists of the three journeys ask to be declared. */
const DECLARED = `
events:
  email.open: { source: mail, detail_type: Open, contact: contact_id, data: { contact_id: text } }
  app.signup: { source: app, detail_type: Signup, contact: contact_id, data: { contact_id: text } }
  cart.abandoned: { source: shop, detail_type: Abandoned, contact: contact_id, data: { contact_id: text, channel: text } }
  order.placed: { source: shop, detail_type: Placed, contact: contact_id, data: { contact_id: text, cart_id: text, total: number } }
  order.paid: { source: shop, detail_type: Paid, contact: contact_id, data: { contact_id: text, cart_id: text, total: number } }
contact_fields: { plan: text, favourite_shop: text }
segments: [segment_0fd1b4f8a7e94b0c8f8d5d1b7a6c5e4d, segment_all_contacts]
consents: [marketing]
`;
const { catalogue } = extendCatalogue(builtInCatalogue(), { text: DECLARED });
const MESSAGES = [
  ...[
    'welcome_mail',
    'welcome_reminder',
    'survey',
    'cart_free_shipping',
    'cart_ten_percent',
    'cart_last_call',
    'thanks',
  ],
  ...['webinar_seats', 'webinar_invite', 'webinar_reminder'],
];
const target = withMessages(catalogue, MESSAGES);

describe('V5 a journey of Amazon Pinpoint', () => {
  test.each(['onboarding', 'cart-recovery', 'webinar'])(
    '%s becomes a workflow that compiles, once its names are declared',
    (name) => {
      const { text = '', issues, leftovers, workflow } = importJourney({ text: journey(name) });

      expect(issues).toEqual([]);
      expect(leftovers.length).toBeGreaterThan(5);
      const { graph, issues: found } = loadWorkflow({ text, file: `${workflow}.workflow.yaml`, catalogue: target });
      expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
      if (graph === undefined) throw new Error('graph');
      expect(Object.keys(compileWorkflow(graph, { catalogue: target, functionArn: (family) => family }).asl)).toContain(
        'States',
      );
    },
  );

  test.each(['onboarding', 'cart-recovery', 'webinar'])('%s is written as it was agreed on', async (name) => {
    const { text, leftovers } = importJourney({ text: journey(name) });
    const list = leftovers.map(({ place, what, todo }) => `${place}\n  ${what}\n  ${todo}\n`).join('');

    await expect(`${text}\n${list}`).toMatchFileSnapshot(`../../../fixtures/pinpoint/${name}.imported.txt`);
  });

  test('takes the id that it is given', () => {
    expect(importJourney({ text: journey('webinar'), workflow: 'june' })).toMatchObject({
      workflow: 'june',
      text: expect.stringContaining('workflow: june\nname: Webinar in June\n'),
    });
  });

  test.each([
    ['what is no JSON', '{', 'It is no JSON'],
    ['what is too large', ' '.repeat(1_048_577), 'It has more than 1048576 characters'],
    ['a list', '[]', '/'],
    ['what has no activities', '{ "Name": "a", "Activities": {} }', '/Activities: has no activity'],
    ['a campaign', '{ "JourneyResponse": { "Name": 5 } }', '/Name'],
  ])('refuses %s', (_title, text, said) => {
    const { issues, text: written } = importJourney({ text });

    expect(written).toBeUndefined();
    expect(issues[0]?.code).toBe('SB581');
    if (said !== '/') expect(issues.map(({ message }) => message).join()).toContain(said);
  });

  test('refuses more activities than a journey can have', () => {
    const Activities = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`a${index}`, {}]));

    expect(importJourney({ text: JSON.stringify({ Name: 'a', Activities }) }).issues).toMatchObject([
      { code: 'SB581', pointer: '/Activities', message: expect.stringContaining('has more than 500 activities') },
    ]);
  });

  test('null is what is not set', () => {
    const text = JSON.stringify({
      Name: 'a',
      StartActivity: 'x',
      Limits: null,
      Activities: { x: { Wait: { WaitTime: { WaitFor: 'PT1H', WaitUntil: null } }, EMAIL: null } },
    });

    expect(importJourney({ text }).text).toContain('- { id: wait, wait: 1 hour }');
  });
});

test('a definition that was imported is read without a single remark', () => {
  for (const name of ['onboarding', 'cart-recovery', 'webinar']) {
    expect(parseDefinition(importJourney({ text: journey(name) }).text ?? '').issues).toEqual([]);
  }
});
