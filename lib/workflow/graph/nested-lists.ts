import { joinPointer } from '../json-pointer.ts';
import type { StepDefinition, StepList } from '../schema/step-schema.ts';

/** A list of steps inside a step. */
export interface NestedList {
  readonly steps: StepList;
  /** RFC 6901 pointer to the list. */
  readonly pointer: string;
  /** For what runs by itself: the id of its scope, without the step's id: empty for `each`, else the branch's. */
  readonly scope?: string;
}

type Lists = Readonly<Record<string, readonly NestedList[]>>;

/** Every list of steps inside a step, in the order they are written. */
export function nestedLists(step: StepDefinition, pointer: string): readonly NestedList[] {
  if (('do' in step || 'wait' in step) && step.on_error === undefined) return NO_LISTS;
  const lists = listsByKey(step, pointer);
  return Object.keys(step).flatMap((key) => lists[key] ?? []);
}

/** Most steps have none. */
const NO_LISTS: readonly NestedList[] = [];

function listsByKey(step: StepDefinition, pointer: string): Lists {
  const list = (key: string, steps: StepList | 'continue' | undefined): Lists =>
    steps === undefined || steps === 'continue' ? {} : { [key]: [{ steps, pointer: joinPointer(pointer, key) }] };
  const items = (key: string, all: readonly { readonly then?: StepList }[]): Lists => ({
    [key]: all.map(({ then = [] }, index) => ({ steps: then, pointer: joinPointer(pointer, key, index, 'then') })),
  });
  if ('routes' in step) return { ...items('routes', step.routes), ...list('otherwise', step.otherwise) };
  if ('wait_for' in step) return { ...list('on_event', step.on_event), ...list('on_timeout', step.on_timeout) };
  if ('approve' in step) {
    return {
      ...list('on_approve', step.on_approve),
      ...list('on_reject', step.on_reject),
      ...list('on_timeout', step.on_timeout),
    };
  }
  if ('experiment' in step) return items('experiment', step.experiment);
  if ('parallel' in step) {
    const branches = step.parallel.map(({ id, then }, index) => ({
      steps: then,
      pointer: joinPointer(pointer, 'parallel', index, 'then'),
      scope: `.${id}`,
    }));
    return { parallel: branches, ...list('on_error', step.on_error) };
  }
  if ('each' in step) {
    return {
      then: [{ steps: step.then, pointer: joinPointer(pointer, 'then'), scope: '' }],
      ...list('on_error', step.on_error),
    };
  }
  return 'do' in step || 'wait' in step ? list('on_error', step.on_error) : {};
}
