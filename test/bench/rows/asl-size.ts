import { compileWorkflow } from '../../../lib/compiler/compile-workflow.ts';
import type { BenchRow } from '../bench-row.ts';
import { benchCatalogue, straightGraph } from '../compile/straight-workflow.ts';

const STEPS = 1000;
const LARGEST_MACHINE = 1_048_576;

/** The bytes of a Task with its retry, as Step Functions counts them. */
export const aslSize: BenchRow = {
  what: 'ASL size per step, Retry included',
  goal: '≤ 200 B, ≥ 4,000 steps in 1 MB',
  measure: async () => {
    const catalogue = benchCatalogue();
    const functionArn = (family: string): string => `\${fn_${family}}`;
    const { asl } = compileWorkflow(straightGraph(STEPS, catalogue), { catalogue, functionArn });
    const states = Object.entries(asl.States ?? {}).filter(([name]) => !name.endsWith(' (held)'));
    const bytes = bytesPerStep(Object.fromEntries(states));
    const whole = bytesPerStep(asl);
    return {
      ours: `${bytes.toFixed(0)} B`,
      others: '375 B (CDK, without the request)',
      result: `${Math.floor(LARGEST_MACHINE / whole)} steps in 1 MB`,
      met: bytes <= 200,
      note: `with its held state, which 1 MB has to hold too, ${whole.toFixed(0)} B; each step carries its own Retry and the whole request of its function: ASL has nothing to share them with`,
    };
  },
};

function bytesPerStep(machine: object): number {
  return Buffer.byteLength(JSON.stringify(machine)) / STEPS;
}
