import { readFileSync } from 'node:fs';
import { compileWorkflow } from '../../../lib/compiler/compile-workflow.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import { withMessages } from '../../../lib/workflow/catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../../../lib/workflow/catalogue/team-catalogue.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';
import type { BenchRow } from '../bench-row.ts';

const FOLDER = new URL('../../../statemachines/', import.meta.url);

/** Steps of the longest way, and the reads that the data-flow pass cannot spare. */
const EXPECTED = { 'vip-routing': 3, 'lead-follow-up': 8 + 2 } as const;

/** What a run of the examples costs: counted on the machines themselves. */
export const transitions: BenchRow = {
  what: 'State transitions per run: VIP routing, lead follow-up',
  goal: 'one per step entered, and 2 reads of history',
  measure: async () => {
    const text = readFileSync(new URL('catalogue.yaml', FOLDER), 'utf8');
    const { catalogue: team } = extendCatalogue(builtInCatalogue(), { text, file: 'catalogue.yaml' });
    const catalogue = withMessages(team, ['welcome', 'follow_up']);
    const counts = Object.entries(EXPECTED).map(([name, expected]) => {
      const source = readFileSync(new URL(`${name}.workflow.yaml`, FOLDER), 'utf8');
      const { graph } = loadWorkflow({ text: source, catalogue });
      if (graph === undefined) throw new Error(`${name} has errors`);
      const { manifest } = compileWorkflow(graph, { catalogue, functionArn: (family) => family });
      return { most: manifest.estimate.transitions.most, expected, dollars: manifest.estimate.dollarsPerMillionRuns };
    });
    return {
      ours: counts.map(({ most }) => most).join(', '),
      others: '12 for 7 steps, by hand with Pass and status states',
      result: counts
        .map(({ dollars }) => `$${dollars}`)
        .join(', ')
        .concat(' per million runs'),
      met: counts.every(({ most, expected }) => most === expected),
    };
  },
};
