import { expect, test } from 'vitest';
import { compileSteps } from './compile-text.ts';

const TELL = 'do: notify.send, with: { to: support, text: hello }';

test('P2 the manifest says what starts a run, for whom, and what counts', () => {
  const { manifest } = compileSteps(
    `  - { id: tell, ${TELL} }`,
    `name: Example
zone: America/New_York
trigger: { event: order.placed, if: { field: lead.status, is: new } }
audience: { consent: marketing, reentry: 7 days }
goal: { event: order.placed, within: 7 days, stop: true }`.replace(
      'lead.status, is: new',
      'contact.tags, contains: VIP',
    ),
  );
  expect(manifest).toMatchObject({
    format: 1,
    workflow: 'example',
    name: 'Example',
    zone: 'America/New_York',
    trigger: { kind: 'event', event: 'order.placed' },
    audience: { consent: 'marketing', reentry: { seconds: 604_800 } },
    goal: { event: 'order.placed', withinSeconds: 604_800, stop: true },
    startReads: ['contact'],
  });
});

test('the dispatcher reads nothing where neither filter nor consent asks for it', () => {
  expect(compileSteps(`  - { id: tell, ${TELL} }`).manifest.startReads).toEqual([]);
  const scheduled = 'trigger: { schedule: rate(1 day), segment: loyal }\naudience: { consent: none }'.replace(
    ', segment: loyal',
    '',
  );
  expect(compileSteps(`  - { id: tell, ${TELL} }`, scheduled).manifest.startReads).toEqual([]);
});

test('C6 every event that a step or the goal awaits has to be recorded', () => {
  const { manifest } = compileSteps(
    `  - { id: reply, wait_for: message.received, timeout: 1 day }
  - id: look
    routes: [{ id: seen, if: { happened: lead.created }, then: [{ id: tell, ${TELL} }] }]`,
    'trigger: { event: order.placed }\ngoal: { event: conversation.ended }',
  );
  expect(manifest.awaitedEvents).toEqual(['conversation.ended', 'lead.created', 'message.received']);
});

test('F5 variants are told by where their share of contacts ends', () => {
  const { manifest } = compileSteps(`  - id: test
    experiment:
      - { id: a, percent: 30, then: [{ id: tell, ${TELL} }] }
      - { id: b, percent: 60 }
    hold_out: 10`);
  expect(manifest.experiments).toEqual([
    {
      step: 'test',
      variants: [
        { id: 'a', upTo: 0.3 },
        { id: 'b', upTo: 0.9 },
      ],
    },
  ]);
});

test('the functions that a machine calls are listed once each', () => {
  const { manifest } = compileSteps(`  - { id: tell, ${TELL} }
  - { id: again, ${TELL} }
  - { id: ask, approve: Really?, by: [support], timeout: 1 day, on_reject: [{ end: no }], on_timeout: [{ end: late }] }
  - { id: reply, wait_for: message.received, timeout: 1 day }
  - id: look
    routes: [{ id: open, if: { business_hours: office }, then: [{ end: open }] }]`);
  expect(manifest.functions).toEqual(['approval', 'hold', 'notify', 'read', 'wait']);
});
