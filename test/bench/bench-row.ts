/** One row of the table: a goal, and what was measured. Every figure is a ratio in one run, or a count. */
export interface BenchRow {
  /** What is measured. */
  readonly what: string;
  /** What is to be reached. */
  readonly goal: string;
  readonly measure: () => Promise<BenchFigure>;
}

/** What came of a measurement. */
export interface BenchFigure {
  /** Ours, with its unit. */
  readonly ours: string;
  /** The peer in the same run, with its unit; empty for counts. */
  readonly others: string;
  /** The ratio or count that the goal speaks of. */
  readonly result: string;
  readonly met: boolean;
  /** What a reader has to know of how it came about. */
  readonly note?: string;
}

/** The middle of several measurements, which one slow moment of the machine does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that the work takes: the median of several rounds after one that warms up. */
export async function medianMilliseconds(rounds: number, work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return median(times);
}

/** `12.3 k/s`, `456 /s`. */
export function perSecond(rate: number): string {
  return rate >= 10_000 ? `${(rate / 1000).toFixed(1)} k/s` : `${rate.toFixed(0)} /s`;
}

/** `4.2 ×`. */
export function times(ratio: number): string {
  return `${ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(2)} ×`;
}
