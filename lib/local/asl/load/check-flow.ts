import type { Exit, State } from '../machine.ts';
import { complain, type Loading } from './loading.ts';
import { below } from './problem.ts';

/** Every way out of a state. */
export function exitsOf(state: State): Exit[] {
  switch (state.type) {
    case 'Choice':
      return [...state.rules.map(({ exit }) => exit), ...(state.otherwise === undefined ? [] : [state.otherwise])];
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [state.exit, ...state.catch.map(({ exit }) => exit)];
    case 'Fail':
      return [];
    default:
      return [state.exit];
  }
}

function targetsOf(state: State): ReadonlySet<string> {
  return new Set(exitsOf(state).flatMap(({ next }) => (next === undefined ? [] : [next])));
}

/**
 * A branch's states lead only to one another, each can be reached, and the start exists. `states` holds those whose
 * form was in order; nothing is said about what the others lead to.
 */
export function checkFlow(
  loading: Loading,
  flow: { readonly startAt: string; readonly names: ReadonlySet<string>; readonly states: ReadonlyMap<string, State> },
  pointer: string,
): void {
  const { startAt, names, states } = flow;
  if (!names.has(startAt)) {
    complain(loading, below(pointer, 'StartAt'), `There is no state '${startAt}' here.`);
  }
  for (const [name, state] of states) {
    for (const target of targetsOf(state)) {
      if (!names.has(target)) {
        complain(loading, below(pointer, 'States', name), `There is no state '${target}' here to go to.`);
      }
    }
  }
  if (states.size === names.size && names.has(startAt)) {
    const reached = reachable(startAt, states);
    for (const name of names) {
      if (!reached.has(name)) {
        complain(loading, below(pointer, 'States', name), `No state leads to '${name}'.`);
      }
    }
  }
}

function reachable(startAt: string, states: ReadonlyMap<string, State>): ReadonlySet<string> {
  const reached = new Set([startAt]);
  for (const name of reached) {
    const state = states.get(name);
    for (const target of state === undefined ? [] : targetsOf(state)) {
      reached.add(target);
    }
  }
  return reached;
}
