import { leadCreated } from '../../support/bus-event.ts';
import { countDispatchCalls } from '../../support/count-dispatch-calls.ts';
import type { BenchRow } from '../bench-row.ts';

const EXPECTED = [2, 3, 1, 0] as const;

/** What an event costs in calls of AWS: one for each call of a port, as the adapters' tests show. */
export const dispatchCalls: BenchRow = {
  what: 'Dispatch: AWS calls for a start, with consent asked, for a skip, for no match',
  goal: EXPECTED.join(', '),
  measure: async () => {
    const counts = await Promise.all([
      countDispatchCalls({}, leadCreated()),
      countDispatchCalls(
        { audience: { consent: 'marketing', reentry: 'always', overlap: true }, startReads: ['contact'] },
        leadCreated(),
        'with consent',
      ),
      countDispatchCalls({}, { ...leadCreated(), 'replay-name': 'march' }),
      countDispatchCalls(
        {
          trigger: {
            kind: 'event',
            event: 'lead.created',
            condition: { kind: 'exists', field: { root: 'event', segments: ['lead', 'source'] } },
          },
        },
        leadCreated(),
      ),
    ]);
    const ours = counts.map((calls) => calls.length);
    return {
      ours: ours.join(', '),
      others: '',
      result: ours.join(', '),
      met: ours.every((count, index) => count === EXPECTED[index]),
      note: 'counted; the index of live workflows is refreshed every few seconds for all events together',
    };
  },
};
