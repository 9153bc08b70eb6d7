import type { Node } from '../../workflow/graph/graph.ts';
import { approveStep } from './approve.ts';
import { doStep } from './do.ts';
import { eachStep } from './each.ts';
import { experimentStep } from './experiment.ts';
import { jumpStep } from './jump.ts';
import { parallelStep } from './parallel.ts';
import { routesStep } from './routes.ts';
import type { StepCompiler } from './step-compiler.ts';
import { waitStep } from './wait.ts';
import { waitForStep } from './wait-for.ts';

/** THE table of step kinds: a new kind is one file beside this one, and one line here. */
const STEP_COMPILERS: { readonly [Kind in Node['kind']]: StepCompiler<Extract<Node, { kind: Kind }>> } = {
  do: doStep,
  routes: routesStep,
  wait: waitStep,
  wait_for: waitForStep,
  approve: approveStep,
  experiment: experimentStep,
  parallel: parallelStep,
  each: eachStep,
  jump: jumpStep,
};

/** What the compiler knows of a step's kind. */
export function compilerOf(node: Node): StepCompiler<Node> {
  return STEP_COMPILERS[node.kind];
}
