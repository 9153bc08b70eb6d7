import { isJsonObject } from './json-object.ts';
import {
  flowSchema,
  machineSchema,
  type RawFlow,
  type RawState,
  type StateType,
  stateSchemas,
} from './load/asl-schema.ts';
import { checkFlow, exitsOf } from './load/check-flow.ts';
import { loadState } from './load/load-state.ts';
import { complain, type Loading } from './load/loading.ts';
import { below, InvalidMachineError, schemaProblems } from './load/problem.ts';
import type { Machine, State } from './machine.ts';

/**
 * Checks a state machine definition (JSONata ASL, as an object) and makes it ready to run: expressions are compiled
 * once, here. Throws an `InvalidMachineError` that lists all problems; a field or state type that this interpreter
 * does not carry out is one.
 */
export function loadMachine(asl: unknown): Machine {
  const loading: Loading = { problems: [], states: new Map(), expressions: new Map() };
  const parsed = machineSchema.safeParse(asl);
  if (!parsed.success) {
    loading.problems.push(...schemaProblems(parsed.error, ''));
  }
  const language = parsed.success ? parsed.data.QueryLanguage : 'JSONata';
  loadFlow(loading, asl, '', { language, outerVariables: new Set() });
  if (!parsed.success || loading.problems.length > 0) {
    throw new InvalidMachineError(loading.problems);
  }
  const { Comment: comment, StartAt: startAt, TimeoutSeconds: timeoutSeconds } = parsed.data;
  return { comment, startAt, timeoutSeconds, states: loading.states };
}

interface Surroundings {
  /** The machine's query language; each state may give its own. */
  readonly language: 'JSONata' | undefined;
  /** Variables of the scopes around, which the states may read but not assign. */
  readonly outerVariables: ReadonlySet<string>;
}

/**
 * Loads the states of the machine, of a branch or of an iteration. The document around them has been checked; where
 * that found a fault, the states are looked at all the same.
 */
function loadFlow(loading: Loading, document: unknown, pointer: string, around: Surroundings): void {
  const parsed = flowSchema.safeParse(document);
  if (!parsed.success) {
    return;
  }
  const flow: RawFlow = parsed.data;
  const states = new Map<string, State>();
  for (const [name, value] of Object.entries(flow.States)) {
    const at = below(pointer, 'States', name);
    const raw = parseState(loading, value, at, around);
    if (raw !== undefined) {
      const state = loadState(loading, name, raw, at);
      states.set(name, state);
      register(loading, state, at);
    }
  }
  checkFlow(loading, { startAt: flow.StartAt, names: new Set(Object.keys(flow.States)), states }, pointer);
  const assigned = checkVariables(loading, states, pointer, around.outerVariables);
  const within = { ...around, outerVariables: new Set([...around.outerVariables, ...assigned]) };
  for (const [name, value] of Object.entries(flow.States)) {
    loadInner(loading, value, below(pointer, 'States', name), within);
  }
}

function loadInner(loading: Loading, state: unknown, pointer: string, around: Surroundings): void {
  if (!isJsonObject(state)) {
    return;
  }
  if (state.Type === 'Map') {
    loadFlow(loading, state.ItemProcessor, below(pointer, 'ItemProcessor'), around);
  }
  if (state.Type === 'Parallel' && Array.isArray(state.Branches)) {
    for (const [index, branch] of state.Branches.entries()) {
      loadFlow(loading, branch, below(pointer, 'Branches', index), around);
    }
  }
}

function parseState(loading: Loading, value: unknown, pointer: string, around: Surroundings): RawState | undefined {
  const type = isJsonObject(value) ? value.Type : undefined;
  if (!isStateType(type)) {
    const known = Object.keys(stateSchemas).join(', ');
    complain(loading, below(pointer, 'Type'), `The state type ${JSON.stringify(type)} is not one of ${known}.`);
    return undefined;
  }
  const parsed = stateSchemas[type].safeParse(value);
  if (!parsed.success) {
    loading.problems.push(...schemaProblems(parsed.error, pointer));
    return undefined;
  }
  if ((parsed.data.QueryLanguage ?? around.language) === undefined) {
    complain(loading, below(pointer, 'QueryLanguage'), 'Without QueryLanguage this state is JSONPath; use JSONata.');
  }
  return parsed.data;
}

function isStateType(type: unknown): type is StateType {
  return typeof type === 'string' && Object.hasOwn(stateSchemas, type);
}

function register(loading: Loading, state: State, pointer: string): void {
  if (loading.states.has(state.name)) {
    complain(loading, pointer, `The name '${state.name}' is used twice; state names are unique in the whole machine.`);
  }
  loading.states.set(state.name, state);
}

/** Gives the names assigned in a flow; ASL forbids those that a scope around it assigns, too. */
function checkVariables(
  loading: Loading,
  states: ReadonlyMap<string, State>,
  pointer: string,
  outer: ReadonlySet<string>,
): ReadonlySet<string> {
  const assigned = new Set<string>();
  for (const [name, state] of states) {
    const own = new Set(exitsOf(state).flatMap(({ assign }) => assign.map(([variable]) => variable)));
    for (const variable of own) {
      assigned.add(variable);
      if (outer.has(variable)) {
        complain(
          loading,
          below(pointer, 'States', name),
          `The variable '${variable}' belongs to a scope around this one, where it can be read but not assigned.`,
        );
      }
    }
  }
  return assigned;
}
