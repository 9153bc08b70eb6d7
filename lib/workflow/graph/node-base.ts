import type { StepList } from '../schema/step-schema.ts';
import type { Making } from './building.ts';
import type { NodeBase, Target } from './graph.ts';

/** What every node has. */
export function baseOf({ written }: Making): NodeBase {
  const { note } = written.step;
  return {
    id: written.id,
    name: written.name,
    ...(note === undefined ? {} : { note }),
    pointer: written.pointer,
  };
}

/** Where a step goes on after an error; without `on_error`, the error fails the run. */
export function onError(
  written: 'continue' | StepList | undefined,
  { enter, next }: Making,
): { readonly onError?: Target } {
  if (written === undefined) return {};
  return { onError: written === 'continue' ? next : enter('on_error') };
}
