import { createHolds } from '../../../lib/engine/conditions/holds.ts';
import { createDispatchEvent } from '../../../lib/engine/dispatch-event.ts';
import type { Condition } from '../../../lib/workflow/conditions/condition.ts';
import { busEvent } from '../../support/bus-event.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { type BenchRow, medianMilliseconds, perSecond, times } from '../bench-row.ts';
import { loadPeerMatcher } from '../peers/event-pattern-matcher.ts';

const WORKFLOWS = 1000;
/** Workflows that each kind of event can start; the catalogue has enough kinds for a team's thousand. */
const PER_EVENT = 10;
const EVENTS = 20_000;
/** Patterns judged a second by the peer, the faster figure of the design. */
const REFERENCE = 14_600;

const DETAIL = { lead: { id: 'lead-1', contact_id: 'contact-1', source: 'Website', amount: 650, country: 'NO' } };
const PATTERN = {
  source: ['signalbox.crm'],
  'detail-type': ['Lead Created'],
  detail: { lead: { source: ['Website'], amount: [{ numeric: ['>=', 700] }], country: ['NO', 'CH'] } },
};

/** An event against everything that is live: the index by event type, and filters as closures. */
export const eventMatching: BenchRow = {
  what: 'Matching an event against 1,000 live workflows',
  goal: '≥ 100 × the matcher of serverless-offline-aws-eventbridge; 1,000 workflows ≤ 2 × the time of 10',
  measure: async () => {
    const few = await eventMilliseconds(PER_EVENT);
    const many = await eventMilliseconds(WORKFLOWS);
    const peer = loadPeerMatcher();
    const entry = { Source: 'signalbox.crm', DetailType: 'Lead Created', Detail: JSON.stringify(DETAIL) };
    const others =
      peer === undefined
        ? (WORKFLOWS / REFERENCE) * 1000
        : await medianMilliseconds(5, () => {
            for (let rule = 0; rule < WORKFLOWS; rule += 1) {
              if (peer(PATTERN, entry)) throw new Error('The pattern must not match');
            }
          });
    const [ratio, growth] = [others / many, many / few];
    return {
      ours: `${perSecond(1000 / many)} events`,
      others: `${perSecond(1000 / others)} events`,
      result: `${times(ratio)}; ${times(growth)} the time of 10`,
      met: ratio >= 100 && growth <= 2,
      note: `three conditions a filter, ${PER_EVENT} workflows by kind of event; ours reads and checks the envelope too${peer === undefined ? "; the peer could not be installed: its figure is the design's" : ''}`,
    };
  },
};

/** Milliseconds that dispatch takes for one event that starts nothing. */
async function eventMilliseconds(workflows: number): Promise<number> {
  const world = createEngineWorld();
  const names = [...world.events.keys()].filter((name) => name !== 'lead.created' && name !== 'workflow.enrolled');
  for (let index = 0; index < workflows; index += 1) {
    const group = Math.floor(index / PER_EVENT);
    const event = group === 0 ? 'lead.created' : (names[group % names.length] ?? '');
    await world.activate({ trigger: { kind: 'event', event, condition: filterFrom(700 + index) } });
  }
  const dispatch = createDispatchEvent({ ...world, holds: createHolds(world) });
  const milliseconds = await medianMilliseconds(5, async () => {
    for (let index = 0; index < EVENTS; index += 1) {
      const { outcomes } = await dispatch(busEvent('signalbox.crm', 'Lead Created', { detail: DETAIL }));
      if (outcomes.some(({ kind }) => kind !== 'no-match')) throw new Error('The event must not match');
    }
  });
  return milliseconds / EVENTS;
}

function filterFrom(amount: number): Condition {
  const field = (name: string) => ({ root: 'event', segments: ['lead', name] });
  const literal = <Value extends string | number>(value: Value) => ({ kind: 'literal', value }) as const;
  return {
    kind: 'all',
    conditions: [
      { kind: 'equals', field: field('source'), value: literal('Website'), ignoreCase: false },
      { kind: 'compare', field: field('amount'), operator: '>=', value: literal(amount), as: 'number' },
      { kind: 'one_of', field: field('country'), values: [literal('NO'), literal('CH')], ignoreCase: false },
    ],
  };
}
