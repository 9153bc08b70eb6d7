import type { ParallelNode } from '../../workflow/graph/graph.ts';
import { present } from '../asl-state.ts';
import type { StepCompiler } from './step-compiler.ts';

/** `parallel`: a Parallel; its output has each branch's under the branch's id. */
export const parallelStep: StepCompiler<ParallelNode> = {
  uses: () => ({}),
  targets: ({ onError, next }) => (onError === undefined ? [next] : [next, onError]),
  scopes: ({ branches }) => branches.map(({ id, scope }) => ({ scope, name: id })),
  state: ({ branches, onError, next }, writer) => {
    const outputs = branches.map(({ id }, index) => [id, `{% $states.result[${index}] %}`]);
    return {
      Type: 'Parallel',
      ...present({
        Branches: branches.map(({ name, scope }) => ({ Comment: name, ...writer.inner(scope) })),
        Catch: writer.catchErrors(onError),
        ...writer.leave(next, Object.fromEntries(outputs)),
      }),
    };
  },
};
