import type { CompileSettings } from '../../../lib/compiler/compile-settings.ts';
import { compileWorkflow } from '../../../lib/compiler/compile-workflow.ts';
import type { WorkflowGraph } from '../../../lib/workflow/graph/graph.ts';
import { type BenchRow, median, times } from '../bench-row.ts';
import { benchCatalogue, straightGraph } from '../compile/straight-workflow.ts';

/** Both sizes in turn, so that a slow moment of the machine meets both; the first half warms up. */
const ROUNDS = 80;

/** Twice the steps must not take much more than twice the time, and no number of steps may be too many. */
export const compileGrowth: BenchRow = {
  what: 'Compile 2,000 steps beside 1,000',
  goal: '≤ 2.3 ×, and 10,000 compile',
  measure: async () => {
    const catalogue = benchCatalogue();
    const settings = { catalogue, functionArn: (family: string) => `arn-of-${family}` };
    const graphs = [1000, 2000].map((steps) => straightGraph(steps, catalogue));
    const rounds = Array.from({ length: ROUNDS }, () => graphs.map((graph) => milliseconds(graph, settings)));
    const [once = 0, twice = 0] = [0, 1].map((size) =>
      median(rounds.slice(ROUNDS / 2).map((round) => round[size] ?? 0)),
    );
    const { asl } = compileWorkflow(straightGraph(10_000, catalogue), settings);
    // Each action has a state beside it in which it is held.
    const states = Object.keys(asl.States ?? {}).filter((name) => !name.endsWith(' (held)')).length;
    return {
      ours: `${once.toFixed(1)} ms, ${twice.toFixed(1)} ms`,
      others: '',
      result: times(twice / once),
      met: twice <= 2.3 * once && states === 10_000,
    };
  },
};

function milliseconds(graph: WorkflowGraph, settings: CompileSettings): number {
  const began = performance.now();
  compileWorkflow(graph, settings);
  return performance.now() - began;
}
