import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchRow, median, times } from '../bench-row.ts';
import { builtModule } from '../built-package.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
const ROUNDS = 7;

/** The whole process: loading the CDK, making the constructs, compiling the workflows, writing the assembly. */
export const synth: BenchRow = {
  what: 'Synth, whole process, validator off',
  goal: '≤ 1.2 × bare CDK with as many resources',
  measure: async () => {
    builtModule('bin/signalbox.js');
    const assembly = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
    const takeOurs = () => takeOnce('signalbox-app.ts', 'Ours', assembly);
    const takeBare = () => takeOnce('bare-app.ts', 'Bare', assembly);
    const ours = takeOurs();
    const bare = takeBare();
    const rounds = Array.from({ length: ROUNDS }, () => ({
      ours: takeOurs().milliseconds,
      bare: takeBare().milliseconds,
    }));
    rmSync(assembly, { recursive: true });
    const [oursTook, bareTook] = [median(rounds.map((round) => round.ours)), median(rounds.map((round) => round.bare))];
    const ratio = oursTook / bareTook;
    return {
      ours: `${(oursTook / 1000).toFixed(2)} s, ${ours.resources} resources`,
      others: `${(bareTook / 1000).toFixed(2)} s, ${bare.resources} resources`,
      result: times(ratio),
      met: ratio <= 1.2,
      note: `functions are bundled and staged beforehand, as in every synth but the first after a change of theirs (that one took ${(ours.milliseconds / 1000).toFixed(2)} s here)`,
    };
  },
};

interface Synthesis {
  readonly milliseconds: number;
  readonly resources: number;
}

function takeOnce(app: string, stack: string, assembly: string): Synthesis {
  const began = performance.now();
  execFileSync(process.execPath, [join(ROOT, 'test/bench/synth', app)], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CDK_OUTDIR: join(assembly, stack),
      CDK_CONTEXT_JSON: JSON.stringify(context),
      // The CDK's own check of templates takes seconds in every app, ours and theirs.
      CDK_VALIDATION: 'false',
    },
  });
  const milliseconds = performance.now() - began;
  const { Resources } = JSON.parse(readFileSync(join(assembly, stack, `${stack}.template.json`), 'utf8'));
  return { milliseconds, resources: Object.keys(Resources).length };
}
