import { playScenes } from '../../../lib/cli/demo/play-scenes.ts';
import type { Scene } from '../../../lib/cli/demo/scene.ts';
import { createBacktestWorkflow } from '../../../lib/engine/backtest-workflow.ts';
import { createLocalTrials } from '../../../lib/local/simulate/play-trials.ts';
import { readWorkspace } from '../../../lib/local/workspace/read-workspace.ts';
import { type BenchRow, perSecond, times } from '../bench-row.ts';

const EVENTS = 500;
const WORKFLOW = 'inquiry-decision';

/** Inquiries that take all ways of the workflow in turn. */
const SCENE: Scene = {
  workflow: WORKFLOW,
  title: 'many inquiries',
  happenings: Array.from({ length: EVENTS }, (_, number) => {
    const hit =
      number % 2 === 0 ? { list_matches: ['pep'], match_score: 0.95 } : { list_matches: [], match_score: 0.1 };
    const inquiry = { id: `inquiry-${number}`, contact_id: `contact-${number}`, status: 'completed', country: 'DE' };
    return { afterHours: 0.1, event: 'inquiry.completed', data: { inquiry: { ...inquiry, ...hit } } };
  }),
};

/** Plays past triggers through a version, beside running them in the first place. */
export const backtest: BenchRow = {
  what: `Backtest of ${EVENTS} trigger events`,
  goal: '≥ 0.1 × running them, no difference found',
  measure: async () => {
    const workspace = await readWorkspace(new URL('../../../statemachines', import.meta.url).pathname);
    const { catalogue, messages } = workspace;
    const clock = { now: () => 0 };
    const trials = createLocalTrials({ catalogue, messages, clock, mostSeconds: 600, mostCalls: 1000 });
    const began = performance.now();
    let [ran, took, different] = [0, 0, 0];
    await playScenes(workspace, [SCENE], async ({ stores, executions }) => {
      ran = performance.now() - began;
      const play = createBacktestWorkflow({ ...stores, executions, catalogue, trials, clock });
      const begin = performance.now();
      const { looked, differences } = await play({ workflow: WORKFLOW, version: 1, most: EVENTS, mostSeconds: 600 });
      took = performance.now() - begin;
      different = differences.length + EVENTS - looked;
    });
    const rate = (milliseconds: number): number => (EVENTS / milliseconds) * 1000;
    return {
      ours: perSecond(rate(took)),
      others: perSecond(rate(ran)),
      result: times(ran / took),
      met: ran / took >= 0.1 && different === 0,
      note: 'each event is played in an engine of its own, with the answers on record; the peer: the same events run on the embedded engine in memory, from reading the workflows on; one process, one thread',
    };
  },
};
