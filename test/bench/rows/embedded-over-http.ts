import { type BenchRow, median, perSecond, times } from '../bench-row.ts';
import { loadEngine, loadServer, startBareServer, startLiveEngine } from '../live-engine.ts';

const ROUNDS = 3;
const CONNECTIONS = 8;
/** Restate's 531 runs a second stood beside 9,000 of bare node:http with SQLite on one machine: 5 × of it is this share. */
const GOAL_SHARE = (5 * 531) / 9000;

/** Whole runs on disk, fsync on, beside the least that could be done: one row in one transaction. */
export const embeddedOverHttp: BenchRow = {
  what: 'Embedded engine over HTTP, durable, 8 connections',
  goal: `≥ ${GOAL_SHARE.toFixed(2)} × bare node:http + SQLite (= 5 × Restate, 30 × n8n)`,
  measure: async () => {
    const rounds: { readonly ours: number; readonly bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ bare: await measureBare(), ours: await measureOurs() });
    }
    const ratio = median(rounds.map(({ ours, bare }) => ours / bare));
    const bare = median(rounds.map((round) => round.bare));
    return {
      ours: perSecond(median(rounds.map(({ ours }) => ours))),
      others: perSecond(bare),
      result: times(ratio),
      met: ratio >= GOAL_SHARE,
      note: `ended runs, median of ${ROUNDS} rounds, load from the same machine. Bare flushes for each of its rows (${perSecond(bare)} here), our runs share flushes: the faster the disk, the smaller the share, down to what the processor allows for a run's record, input, execution, history and numbers. n8n (90 /s) and Restate (531 /s) were measured beside bare elsewhere`,
    };
  },
};

async function measureOurs(): Promise<number> {
  const engine = await startLiveEngine();
  const { perSecond: rate } = await loadEngine(engine.url, CONNECTIONS);
  await engine.stop();
  return rate;
}

async function measureBare(): Promise<number> {
  const server = await startBareServer();
  const { perSecond: rate } = await loadServer(server.url, CONNECTIONS);
  await server.stop();
  return rate;
}
