import { beforeAll, describe, expect, test } from 'vitest';
import { playScenes } from '../../lib/cli/demo/play-scenes.ts';
import { SCENES } from '../../lib/cli/demo/scenes.ts';
import { createBacktestWorkflow } from '../../lib/engine/backtest-workflow.ts';
import type { BacktestReport } from '../../lib/engine/trials/backtest-report.ts';
import { createLocalTrials } from '../../lib/local/simulate/play-trials.ts';
import { readWorkspace } from '../../lib/local/workspace/read-workspace.ts';

/** Every version of the demo's workflows against the runs that it had. */
const reports: BacktestReport[] = [];
/** Runs in all. */
let runs = 0;

beforeAll(async () => {
  const workspace = await readWorkspace(new URL('../../statemachines', import.meta.url).pathname);
  const { catalogue, messages } = workspace;
  await playScenes(workspace, SCENES, async ({ stores, executions }) => {
    const clock = { now: () => 0 };
    const trials = createLocalTrials({ catalogue, messages, clock, mostSeconds: 60, mostCalls: 1000 });
    for (const { workflow } of SCENES) {
      const { items } = await stores.workflows.listVersions(workflow, { limit: 100 });
      for (const { version } of items) {
        const runIndex: Pick<typeof stores.runIndex, 'list'> = {
          list: (_, page) => stores.runIndex.list({ workflow, version }, page),
        };
        const backtest = createBacktestWorkflow({ ...stores, executions, runIndex, catalogue, trials, clock });
        reports.push(await backtest({ workflow, version, most: 100, mostSeconds: 60 }));
      }
      runs += (await stores.runIndex.counts(workflow)).started;
    }
  });
});

describe('X3 backtesting a version against its own runs', () => {
  test('looks at all of the demo’s runs', () => {
    expect(reports.reduce((sum, { looked }) => sum + looked, 0)).toBe(runs);
    expect(runs).toBeGreaterThan(20);
  });

  test('finds no difference', () => {
    expect(
      reports.flatMap(({ workflow, differences }) => differences.map((found) => ({ workflow, ...found }))),
    ).toEqual([]);
  });

  test('compares them all to their ends', () => {
    expect(reports.flatMap(({ workflow, unknown }) => unknown.map((found) => ({ workflow, ...found })))).toEqual([]);
    expect(
      reports.flatMap(({ workflow, notCompared }) => notCompared.map((found) => ({ workflow, ...found }))),
    ).toEqual([]);
  });
});
