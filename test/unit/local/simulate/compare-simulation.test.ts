import { describe, expect, test } from 'vitest';
import type { SimulatedMessage, Simulation } from '../../../../lib/engine/trials/simulation.ts';
import { compareSimulation, formatSeconds } from '../../../../lib/local/simulate/compare-simulation.ts';

const MAIL: SimulatedMessage = {
  internal: false,
  from: 'Shop <shop@example.com>',
  to: ['ana@example.com'],
  subject: 'Hello',
  text: 'Dear Ana, thank you.',
};

function simulation(changes: Partial<Simulation> = {}): Simulation {
  return {
    end: { status: 'succeeded', outcome: 'completed' },
    startedAt: '2026-03-02T09:00:00.000Z',
    endedAt: '2026-03-03T10:00:00.000Z',
    timeline: [],
    path: ['welcome', 'check.no_response', 'hand_over'],
    effects: [
      {
        at: '2026-03-02T09:00:00.000Z',
        step: 'welcome',
        action: 'email.send',
        input: { template: 'hi', data: { name: 'Ana', tags: ['a', 'b'] } },
        answered: false,
        messages: [MAIL],
        requests: [],
      },
    ],
    notes: [],
    ...changes,
  };
}

describe('comparing a simulation with what a case expects', () => {
  test('finds nothing where all is as expected', () => {
    const expected = {
      path: ['welcome', 'check', 'hand_over'],
      outcome: 'completed',
      messages: [{ step: 'welcome', to: 'ana@example.com', subject: 'Hello', text: ['Ana', 'thank you'] }],
      inputs: { welcome: { data: { name: 'Ana' } } },
      lasts: '1 day 1 hour',
    };

    expect(compareSimulation(expected, simulation())).toEqual([]);
  });

  test('aligns the way that was taken with the one that was expected', () => {
    const differences = compareSimulation({ path: ['welcome', 'check.answered', 'thank', 'hand_over'] }, simulation());

    expect(differences).toEqual([
      {
        kind: 'path',
        lines: [
          { kind: 'same', text: 'welcome' },
          { kind: 'missing', text: 'check.answered' },
          { kind: 'missing', text: 'thank' },
          { kind: 'unexpected', text: 'check.no_response' },
          { kind: 'same', text: 'hand_over' },
        ],
      },
    ]);
  });

  test.each([
    ['another outcome', { outcome: 'answered' }, 'outcome', 'answered', 'completed'],
    ['a failure instead', { outcome: { failed: 'http_500' } }, 'outcome', 'failed: http_500', 'completed'],
    ['another subject', { messages: [{ subject: 'Hi' }] }, 'subject of message 1', 'Hi', 'Hello'],
    ['a missing word', { messages: [{ text: 'Bob' }] }, 'text of message 1', '… Bob …', 'Dear Ana, thank you.'],
    ['no HTML', { messages: [{ html: '<p>' }] }, 'HTML of message 1', '… <p> …', ''],
    [
      'another receiver',
      { messages: [{ to: 'bob@example.com' }] },
      'receiver of message 1',
      'bob@example.com',
      'ana@example.com',
    ],
    ['fewer messages', { messages: [] }, 'number of messages', '0', '1 (welcome: Hello)'],
    [
      'another input',
      { inputs: { welcome: { data: { name: 'Bob' } } } },
      'input of welcome, data, name',
      '"Bob"',
      '"Ana"',
    ],
    ['a missing input', { inputs: { welcome: { to: 'x' } } }, 'input of welcome, to', '"x"', 'missing'],
    [
      'another list',
      { inputs: { welcome: { data: { tags: ['a'] } } } },
      'input of welcome, data, tags',
      '["a"]',
      '["a","b"]',
    ],
    ['a step that was not called', { inputs: { other: { a: 1 } } }, 'input of other', '{"a":1}', 'it was not called'],
    ['another duration', { lasts: '1 day' }, 'time from start to end', '1 day', '1 day 1 hour'],
  ])('tells %s', (_what, expected, what, wanted, found) => {
    expect(compareSimulation(expected, simulation())).toEqual([
      { kind: 'value', what, expected: wanted, actual: found },
    ]);
  });

  test('leaves messages to the team aside', () => {
    const [effect] = simulation().effects;
    const effects = effect === undefined ? [] : [{ ...effect, messages: [{ ...MAIL, internal: true }] }];

    expect(compareSimulation({ messages: [] }, simulation({ effects }))).toEqual([]);
  });

  test('says of a run that did not start only that, with the reason', () => {
    const end = { status: 'not_started', reason: 'consent', detail: 'No consent.' } as const;

    const differences = compareSimulation({ path: ['a'], outcome: 'completed' }, simulation({ end, path: [] }));

    expect(differences).toEqual([
      { kind: 'value', what: 'outcome', expected: 'completed', actual: 'not_started: consent (No consent.)' },
    ]);
  });

  test.each([
    [{ failed: 'http_500' }, { status: 'failed', error: { code: 'http_500', message: 'down' } }],
    [{ exited: 'order.placed' }, { status: 'exited', event: 'order.placed' }],
    [{ not_started: 'if' }, { status: 'not_started', reason: 'if', detail: '' }],
  ] as const)('knows the outcome %o', (outcome, end) => {
    expect(compareSimulation({ outcome }, simulation({ end }))).toEqual([]);
  });
});

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [3_660, '1 hour 1 minute'],
  [176_461, '2 days 1 hour 1 minute 1 second'],
])('%d seconds are written %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});
