import { type BenchRow, median, perSecond, times } from '../bench-row.ts';
import { loadEngine, loadServer, startLiveEngine } from '../live-engine.ts';
import { startNodeRed } from '../peers/node-red.ts';

const ROUNDS = 3;
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
    const nodeRed = await startNodeRed();
    const figures: { readonly ours: number; readonly others: number }[] = [];
    for (const connections of CONNECTIONS) {
      const rounds: { readonly ours: number; readonly others: number }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { perSecond: ours } = await loadEngine(engine.url, connections);
        const others = nodeRed && (await loadServer(nodeRed.url, connections)).perSecond;
        rounds.push({ ours, others: others ?? REFERENCE[connections] });
      }
      figures.push({
        ours: median(rounds.map(({ ours }) => ours)),
        others: median(rounds.map(({ others }) => others)),
      });
    }
    await engine.stop();
    await nodeRed?.stop();
    const ratios = figures.map(({ ours, others }) => ours / others);
    return {
      ours: figures.map(({ ours }) => perSecond(ours)).join(', '),
      others: figures.map(({ others }) => perSecond(others)).join(', '),
      result: ratios.map(times).join(', '),
      met: ratios.every((ratio) => ratio >= GOAL),
      note: `${nodeRed === undefined ? "Node-RED could not be installed: its figures are the design's; " : ''}median of ${ROUNDS} rounds; Node-RED answers and forgets, ours counts runs that have ended with record, input, execution, history and numbers on file: those take most of its time, in SQLite's memory as on its disk`,
    };
  },
};
