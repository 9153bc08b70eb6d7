import { parseArgs } from 'node:util';
import type { BenchFigure, BenchRow } from './bench-row.ts';
import { ROWS } from './rows.ts';

/**
 * `npm run bench`: measures, and prints one table; `-- --json` prints JSON, `-- TEXT` measures the rows whose name
 * contains it. It is a benchmark and no test: goals that are missed are told, and the exit code stays 0.
 */
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const text = positionals.join(' ').toLowerCase();
const wanted = ROWS.filter(({ what }) => what.toLowerCase().includes(text));

interface Measured extends BenchFigure {
  readonly what: string;
  readonly goal: string;
}

const measured: Measured[] = [];
for (const row of wanted) {
  measured.push(await measure(row));
}
console.log(values.json ? JSON.stringify(measured, null, 2) : formatTable(measured));

async function measure({ what, goal, measure: take }: BenchRow): Promise<Measured> {
  process.stderr.write(`${what} …\n`);
  return { what, goal, ...(await take()) };
}

function formatTable(rows: readonly Measured[]): string {
  const lines = rows.map(({ what, ours, others, result, goal, met }) => [
    what,
    ours,
    others,
    result,
    goal,
    met ? 'met' : 'MISSED',
  ]);
  const all = [['what', 'ours', 'others', 'result', 'goal', ''], ...lines];
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...all.map((line) => (line[column] ?? '').length)));
  const table = all.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = rows.flatMap(({ what, note }) => (note === undefined ? [] : [`- ${what}: ${note}`]));
  return [...table, '', ...notes].join('\n');
}
