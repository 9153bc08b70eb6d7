import { joinPointer } from '../json-pointer.ts';
import { suggestion } from '../references/nearest-name.ts';
import type { GotoStep, StepDefinition } from '../schema/step-schema.ts';
import type { StepIndex, WrittenStep } from './index-steps.ts';
import type { Report } from './report.ts';

/** The steps that can come next, as they are written: `goto`, `end` and `fail` are places here. */
export type WrittenEdges = ReadonlyMap<WrittenStep, readonly WrittenStep[]>;

/**
 * Jumps must lead to a step of the same branch, and no loop goes round without a bound: each holds a `goto` with
 * `times`. A loop has a jump to a step written earlier, since everything else goes on; only those are followed.
 */
export function checkJumps(index: StepIndex, edges: WrittenEdges, report: Report): void {
  const reach = createReach(edges);
  for (const from of index.all) {
    if (!isGoto(from.step)) continue;
    const to = index.byId.get(from.step.goto);
    const pointer = joinPointer(from.pointer, 'goto');
    if (to === undefined) {
      const mend = suggestion(from.step.goto, index.byId.keys()) || ' Write the id of a step';
      report('SB301', pointer, `There is no step "${from.step.goto}".${mend}`);
    } else if (to.scope !== from.scope) {
      report(
        'SB302',
        pointer,
        `"${to.id}" is ${whereIs(to)}, and this goto is ${whereIs(from)}. A jump stays within its branch or each`,
      );
    } else if (from.step.times === undefined && to.order <= from.order && reach(to).has(from)) {
      report(
        'SB303',
        pointer,
        `This jump back to "${to.id}" could go round for ever. Say how often in a run: goto: ${to.id} with times: 3`,
      );
    }
  }
}

function isGoto(step: StepDefinition): step is GotoStep {
  return 'goto' in step;
}

function whereIs({ scope }: WrittenStep): string {
  return scope === 'root' ? 'outside of branches' : `inside "${scope}"`;
}

/** What can be reached without a bounded jump, for each step once. */
function createReach(edges: WrittenEdges): (from: WrittenStep) => ReadonlySet<WrittenStep> {
  const known = new Map<WrittenStep, ReadonlySet<WrittenStep>>();
  return (from) => {
    const reached = known.get(from) ?? spread(from, edges);
    known.set(from, reached);
    return reached;
  };
}

function spread(from: WrittenStep, edges: WrittenEdges): ReadonlySet<WrittenStep> {
  const reached = new Set([from]);
  for (const step of reached) {
    for (const next of edges.get(step) ?? []) reached.add(next);
  }
  return reached;
}
