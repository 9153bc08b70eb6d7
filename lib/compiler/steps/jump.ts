import type { JumpNode } from '../../workflow/graph/graph.ts';
import { expression } from '../asl-state.ts';
import { VARIABLES } from '../data-flow/variable-names.ts';
import { asDefault } from './routes.ts';
import type { StepCompiler } from './step-compiler.ts';

/** `goto` with `times`: a Choice on a counter. */
export const jumpStep: StepCompiler<JumpNode> = {
  uses: () => ({}),
  targets: ({ to, next }) => [{ kind: 'step', step: to }, next],
  state({ id, to, times, next }, writer) {
    const counter = VARIABLES.jumps(id);
    const counted = { [counter]: expression(`$${counter} + 1`) };
    return {
      Type: 'Choice',
      Choices: [
        {
          Condition: expression(`$${counter} < ${times}`),
          ...writer.choose({ kind: 'step', step: to }, undefined, counted),
        },
      ],
      ...asDefault(writer.choose(next)),
    };
  },
};
