import type { ExperimentNode } from '../../workflow/graph/graph.ts';
import { expression } from '../asl-state.ts';
import { asDefault } from './routes.ts';
import type { StepCompiler } from './step-compiler.ts';

/** `experiment`: a Choice on the variant that was drawn at dispatch and travels in the input. */
export const experimentStep: StepCompiler<ExperimentNode> = {
  uses: () => ({}),
  targets: ({ variants, holdOut }) => [...variants.map(({ next }) => next), holdOut],
  decides: true,
  state: ({ id, variants, holdOut }, writer) => ({
    Type: 'Choice',
    Choices: variants.map((variant) => ({
      Comment: variant.name,
      Condition: expression(`$states.context.Execution.Input.variants.${id} = ${JSON.stringify(variant.id)}`),
      ...writer.choose(variant.next, { variant: variant.id }),
    })),
    ...asDefault(writer.choose(holdOut, { variant: 'hold_out' })),
  }),
};
