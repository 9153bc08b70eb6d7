import { invalid } from '../../errors/app-error.ts';
import type { HappenedCondition } from '../../workflow/conditions/condition.ts';
import type { Node, StepId } from '../../workflow/graph/graph.ts';
import { formatPath, type Path } from '../../workflow/references/path.ts';
import type { ExpressionWriter } from '../conditions/jsonata.ts';
import type { PlacedScope, PlacedStep } from '../data-flow/scope-tree.ts';
import { VARIABLES } from '../data-flow/variable-names.ts';
import type { WorkflowPlan } from '../workflow-plan.ts';
import { rewriteReferences } from './rewrite-references.ts';
import { startOfDay } from './start-of-day.ts';

const INPUT = '$states.context.Execution.Input';
/** When the state was entered: the language's `now`. */
export const ENTERED = '$states.context.State.EnteredTime';
/** What no run has: reading it finds nothing, and is no error. */
const NOTHING = `${INPUT}.nothing`;

/** How the states of one step read what the language names. */
export function createStateExpressions(plan: WorkflowPlan, { place, node }: PlacedStep): ExpressionWriter {
  const data = `$${plan.names.data(place)}`;
  const root = (path: Path): WrittenRoot => {
    const local = path.root === 'now' && path.segments.length > 0;
    return local
      ? { text: `${data}.local_time`, consumed: 0 }
      : (readFixed(plan, place, path) ?? readRecord(plan, node, path));
  };
  return {
    path: (path) => writePath(root(path), path),
    expression: (source) => rewriteReferences(source, root),
    happened: (condition) => `${data}.happened.${happenedKey(plan, node, condition)}`,
    isOpen: (calendar) => `${data}.business_hours.${calendar}`,
    startOfDay: (date) => startOfDay(date, plan.graph.zone, plan.settings.catalogue.zone),
  };
}

/** How a `fail` reads: it stands behind no step of its own, so nothing is read for it. */
export function createFailExpressions(plan: WorkflowPlan, place: PlacedScope): Pick<ExpressionWriter, 'path'> {
  return {
    path: (path) => {
      const fixed = path.root === 'now' && path.segments.length > 0 ? undefined : readFixed(plan, place, path);
      if (fixed === undefined) throw unreadable('A fail step', path);
      return writePath(fixed, path);
    },
  };
}

interface WrittenRoot {
  readonly text: string;
  /** How many segments behind the root the text stands for. */
  readonly consumed: number;
}

function writePath({ text, consumed }: WrittenRoot, { segments }: Path): string {
  // formatPath writes what follows a root; the root itself is ours.
  return text + formatPath({ root: '', segments: segments.slice(consumed) });
}

/** Roots that never change while a run lasts, and outputs of steps. */
function readFixed(plan: WorkflowPlan, place: PlacedScope, { root, segments }: Path): WrittenRoot | undefined {
  if (root === 'event' || root === 'run') return { text: `${INPUT}.${root}`, consumed: 0 };
  if (root === 'now') return { text: ENTERED, consumed: 0 };
  if (root === 'steps') return { text: readOutput(plan, place, segments[0]), consumed: 1 };
  const isItem = place.items.some((name) => root === name || root === `${name}_index`);
  return isItem ? { text: `$states.input.${root}`, consumed: 0 } : undefined;
}

/** Outputs of steps that stand in another branch cannot be read: there is nothing. */
function readOutput(plan: WorkflowPlan, place: PlacedScope, id: string | number | undefined): string {
  if (typeof id !== 'string') {
    throw invalid({
      code: 'SB408',
      message: 'An expression names `steps` without saying which step.',
      resolution: 'Write steps.<id>, such as steps.review.decision.',
    });
  }
  return isInReach(plan, place, id) ? `$${VARIABLES.output(id)}` : NOTHING;
}

/** Whether a step stands in the scope or in one around it. */
export function isInReach(plan: WorkflowPlan, place: PlacedScope, step: StepId): boolean {
  const home = plan.variables.homes.get(step);
  let scope: PlacedScope | undefined = place;
  while (scope !== undefined && scope !== home) scope = scope.owner?.place;
  return scope !== undefined;
}

function readRecord(plan: WorkflowPlan, node: Node, path: Path): WrittenRoot {
  for (const [name, source] of plan.freshness(node).sources) {
    if (name !== path.root) continue;
    const text = source === 'input' ? `${INPUT}.records.${name}` : `$${plan.names.data(source)}.records.${name}`;
    return { text, consumed: 0 };
  }
  throw unreadable(`"${node.name}"`, path);
}

function unreadable(who: string, path: Path): Error {
  return invalid({
    code: 'SB408',
    message: `${who} cannot read "${formatPath(path)}".`,
    resolution: 'Name event, run, now, an earlier step, or in conditions a record that the trigger event is about.',
  });
}

function happenedKey(plan: WorkflowPlan, node: Node, condition: HappenedCondition): string {
  const text = JSON.stringify(condition);
  const found = [...plan.needs(node).happened].find(([, known]) => JSON.stringify(known) === text);
  return String(found?.[0]);
}
