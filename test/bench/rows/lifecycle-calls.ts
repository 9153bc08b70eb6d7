import { createChangeLive } from '../../../lib/engine/change-live.ts';
import type { DesiredLive } from '../../../lib/engine/workflows/live-moves.ts';
import { withFaultPoints } from '../../reliability/fault-points.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { makeDraft, makeManifest } from '../../support/make-version.ts';
import type { BenchRow } from '../bench-row.ts';

const MOVES: readonly (readonly [string, DesiredLive])[] = [
  ['stage', { rollout: { version: 2, percent: 10 } }],
  ['raise', { rollout: { version: 2, percent: 50 } }],
  ['promote', { rollout: { version: 2, percent: 100 } }],
  ['disable', { enabled: false }],
];
const MOST = [8, 5, 5, 3] as const;

/** What an operator's move costs in calls of AWS, as the ports' adapters make them. */
export const lifecycleCalls: BenchRow = {
  what: `Lifecycle: AWS calls to ${MOVES.map(([name]) => name).join(', ')}`,
  goal: `≤ ${MOST.join(', ')}`,
  measure: async () => {
    const world = createEngineWorld();
    const { workflow } = await world.activate();
    await world.workflows.putVersion(makeDraft(makeManifest({ workflow, name: 'second' })));
    const { liveStates, workflows, runIndex, bus, machines } = world;
    const counted = withFaultPoints({ liveStates, workflows, runIndex, bus, machines });
    const change = createChangeLive({ ...world, ...counted.ports });
    const ours: number[] = [];
    for (const [, desired] of MOVES) {
      counted.failAt(undefined);
      await change({ workflow, by: 'ana@example.com', ...desired });
      ours.push(counted.calls.length);
    }
    return {
      ours: ours.join(', '),
      others: '',
      result: ours.join(', '),
      met: ours.every((count, index) => count <= (MOST[index] ?? 0)),
      note: 'counted; each move is one conditional write together with its audit entry, the rest reads; staging puts a rule for each new event type',
    };
  },
};
