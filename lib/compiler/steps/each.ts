import type { EachNode } from '../../workflow/graph/graph.ts';
import { expression, present } from '../asl-state.ts';
import type { StepCompiler } from './step-compiler.ts';

/** `each`: a Map over a list. What is no list has no items. The item travels with the input of the states inside. */
export const eachStep: StepCompiler<EachNode> = {
  uses: ({ list }) => ({ paths: [list] }),
  targets: ({ onError, next }) => (onError === undefined ? [next] : [next, onError]),
  scopes: ({ id, as, scope }) => [{ scope, name: id, as }],
  state: ({ list, as, concurrency, scope, onError, next }, writer) => {
    const items = writer.path(list);
    return {
      Type: 'Map',
      ...present({
        Items: expression(`$type(${items}) = "array" ? ${items} : []`),
        ItemSelector: {
          [as]: '{% $states.context.Map.Item.Value %}',
          [`${as}_index`]: '{% $states.context.Map.Item.Index %}',
          ...outerItems(writer.items),
        },
        MaxConcurrency: concurrency,
        ItemProcessor: writer.inner(scope),
        Catch: writer.catchErrors(onError),
        ...writer.leave(next, { results: '{% $states.result %}' }),
      }),
    };
  },
};

function outerItems(names: readonly string[]) {
  const fields = names.flatMap((name) => [name, `${name}_index`]);
  return Object.fromEntries(fields.map((name) => [name, `{% $states.input.${name} %}`]));
}
