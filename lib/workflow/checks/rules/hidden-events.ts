import type { WaitForNode } from '../../graph/graph.ts';
import { findLongestRun } from '../flow/longest-run.ts';
import type { Check } from '../subject.ts';

/** SB318: a `wait_for` whose event a stopping goal takes before it. */
export const checkHiddenEvents: Check = ({ graph, flow, catalogue }, { warning }) => {
  const { goal } = graph;
  if (goal?.stop !== true) return;
  const lasting = goal.withinSeconds === undefined || goal.withinSeconds >= findLongestRun(flow, catalogue).seconds;
  for (const { node } of flow.steps.values()) {
    if (node.kind !== 'wait_for' || node.event !== goal.event || !lasting || !takesAll(node)) continue;
    const message = `wait_for ${node.event} never sees its event: the goal stops the run first. Use wait: instead`;
    warning('SB318', node.pointer, message);
  }

  /** A goal with a condition of its own leaves the other events. */
  function takesAll(node: WaitForNode): boolean {
    if (goal?.condition === undefined) return true;
    return JSON.stringify(goal.condition) === JSON.stringify(node.condition);
  }
};
