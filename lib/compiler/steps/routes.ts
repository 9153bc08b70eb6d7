import type { RoutesNode } from '../../workflow/graph/graph.ts';
import { expression, present } from '../asl-state.ts';
import type { StateWriter } from '../state-writer.ts';
import type { StepCompiler } from './step-compiler.ts';

/** `routes`: a Choice; each rule records its decision and the values that it, and those before it, have seen. */
export const routesStep: StepCompiler<RoutesNode> = {
  uses: ({ routes }) => ({ conditions: routes.map(({ condition }) => condition) }),
  targets: ({ routes, otherwise }) => [...routes.map(({ next }) => next), otherwise],
  decides: true,
  state: (node, writer) => ({
    Type: 'Choice',
    Choices: node.routes.map(({ id, name, note, condition, next }, index) => ({
      Comment: note === undefined ? name : `${name}: ${note}`,
      Condition: expression(writer.condition(condition)),
      ...writer.choose(next, decision(node, writer, id, index + 1)),
    })),
    ...asDefault(writer.choose(node.otherwise, decision(node, writer, 'otherwise', node.routes.length))),
  }),
};

function decision({ routes }: RoutesNode, writer: StateWriter, route: string, looked: number): string {
  const saw = writer.saw(routes.slice(0, looked).map(({ condition }) => condition));
  return expression(`{"route": ${JSON.stringify(route)}, "saw": ${saw}}`);
}

/** What a Choice says of the way it goes when no rule holds. */
export function asDefault({ Next, ...rest }: ReturnType<StateWriter['choose']>) {
  return present({ Default: Next, ...rest });
}
