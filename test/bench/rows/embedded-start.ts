import { type BenchRow, median } from '../bench-row.ts';
import { startLiveEngine } from '../live-engine.ts';

const LONGEST_START = 500;
const MOST_MEMORY = 120;

/** What it takes to have an engine at all. */
export const embeddedStart: BenchRow = {
  what: 'Embedded engine: start to ready, memory',
  goal: '≤ 0.5 s, ≤ 120 MB',
  measure: async () => {
    const starts: number[] = [];
    const memories: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const engine = await startLiveEngine();
      starts.push(engine.startMilliseconds);
      memories.push(engine.memory());
      await engine.stop();
    }
    const [start, memory] = [median(starts), median(memories)];
    return {
      ours: `${(start / 1000).toFixed(2)} s, ${memory.toFixed(0)} MB`,
      others: '',
      result: `${(start / 1000).toFixed(2)} s, ${memory.toFixed(0)} MB`,
      met: start <= LONGEST_START && memory <= MOST_MEMORY,
      note: 'n8n needs 3.4 s and 675 MB, Node-RED 337 MB (measured elsewhere)',
    };
  },
};
