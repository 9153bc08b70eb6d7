import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileWorkflow } from '../../lib/compiler/compile-workflow.ts';
import { goldenCatalogue } from '../golden/golden-definitions.ts';
import { walkGraph } from '../reference/walk-graph.ts';
import { arbitraryWorkflow } from './arbitrary-workflow.ts';
import { arbitraryWorldSeed, worldOf } from './generated-world.ts';
import { loadGenerated } from './load-generated.ts';
import { runMachine } from './run-machine.ts';

const catalogue = goldenCatalogue();
const settings = { catalogue, functionArn: (family: string) => `signalbox-${family}` };

describe('compiled workflows', () => {
  test('C4 a run of the machine is the walk of the graph, for generated workflows in generated worlds', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryWorkflow, arbitraryWorldSeed, async (definition, seed) => {
        const graph = loadGenerated(definition, catalogue);
        const compiled = compileWorkflow(graph, settings);
        const world = worldOf(seed, graph);
        const walk = await walkGraph(graph, world);
        const run = await runMachine(compiled, graph, world);
        expect(run).toMatchObject(walk);
        expect(new Set(run.effects).size).toBe(run.effects.length);
        const { transitions, longestSeconds } = compiled.manifest.estimate;
        expect(run.transitions).toBeGreaterThanOrEqual(transitions.least);
        expect(run.transitions).toBeLessThanOrEqual(transitions.most);
        expect(run.seconds).toBeLessThanOrEqual(longestSeconds);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test('the same definition compiles to the same bytes', () => {
    fc.assert(
      fc.property(arbitraryWorkflow, (definition) => {
        const compile = () => JSON.stringify(compileWorkflow(loadGenerated(definition, catalogue), settings));
        expect(compile()).toBe(compile());
      }),
      { numRuns: 20 },
    );
  });
});
