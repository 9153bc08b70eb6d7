import { type BenchRow, perSecond, times } from '../bench-row.ts';
import { loadEngine, loadServer, startLiveEngine } from '../live-engine.ts';
import { startNodeRed } from '../peers/node-red.ts';

const CONNECTIONS = [1, 8] as const;
const GOAL = 1.3;
/** Answers a second over 1 and 8 connections, where the design was measured. */
const REFERENCE = { 1: 5700, 8: 13_400 } as const;

/** The same decision, kept by nobody: what records, history and numbers of every run cost. */
export const embeddedInMemory: BenchRow = {
  what: 'Embedded engine over HTTP, in memory, 1 and 8 connections',
  goal: `≥ ${GOAL} × Node-RED`,
  measure: async () => {
    const engine = await startLiveEngine('memory');
    const ours = [];
    for (const connections of CONNECTIONS) ours.push((await loadEngine(engine.url, connections)).perSecond);
    await engine.stop();
    const nodeRed = await startNodeRed();
    const others: number[] = [];
    for (const connections of CONNECTIONS) {
      others.push(
        nodeRed === undefined ? REFERENCE[connections] : (await loadServer(nodeRed.url, connections)).perSecond,
      );
    }
    await nodeRed?.stop();
    const ratios = ours.map((rate, index) => rate / (others[index] ?? Number.NaN));
    return {
      ours: ours.map(perSecond).join(', '),
      others: others.map(perSecond).join(', '),
      result: ratios.map(times).join(', '),
      met: ratios.every((ratio) => ratio >= GOAL),
      note: `${nodeRed === undefined ? "Node-RED could not be installed: its figures are the design's; " : ''}Node-RED answers and forgets; ours keeps each run's record, input, execution, history and numbers, which take four fifths of its time`,
    };
  },
};
