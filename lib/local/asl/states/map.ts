import type { Json } from '../../../workflow/json.ts';
import { type Frame, type IterationsActivity, newFrame } from '../execution-state.ts';
import { exitState } from '../exit-state.ts';
import { evaluateNumber } from '../fields.ts';
import type { Scope } from '../functions.ts';
import type { MapState } from '../machine.ts';
import { exceedsLimit } from '../payload-limit.ts';
import { scopeOf } from '../scope.ts';
import { dataLimitError, queryEvaluationError } from '../states-error.ts';
import { type Branch, record, recordAside, type Step } from '../step.ts';
import { evaluateTemplate } from '../template.ts';

/** Step Functions runs so many iterations of an inline Map at most at once. */
const concurrencyLimit = 40;

/** A Map starts as many iterations as may run at once. */
export async function attemptMap(step: Step, branch: Branch, state: MapState): Promise<void> {
  const { frame } = branch;
  const scope = scopeOf(step, branch);
  const items = await mapItems(frame, state, scope);
  const concurrency = (await evaluateNumber(state.maxConcurrency, scope, 0)) || concurrencyLimit;
  const outputs: Json[] = items.map(() => null);
  const activity: IterationsActivity = {
    kind: 'iterations',
    items,
    concurrency: Math.min(concurrency, concurrencyLimit),
    started: 0,
    finished: 0,
    running: [],
    outputs,
  };
  frame.activity = activity;
  record(step, frame, { type: 'MapStateStarted', length: items.length });
  if (items.length === 0) {
    await mapDone(step, branch, state, activity);
  } else {
    await startIterations(step, branch, state, activity, frame.lastEventId);
  }
}

/** An iteration is done: the next one starts in its place, or the Map ends with the list of outputs. */
export async function iterationEnded(
  step: Step,
  ended: Branch & { readonly output: Json },
  map: Branch,
  state: MapState,
  activity: IterationsActivity,
): Promise<void> {
  const { frame } = ended;
  const index = frame.item?.index ?? 0;
  activity.outputs[index] = ended.output;
  activity.finished += 1;
  activity.running.splice(activity.running.indexOf(frame), 1);
  const succeeded = recordAside(step, frame.lastEventId, { type: 'MapIterationSucceeded', name: state.name, index });
  if (activity.finished === activity.items.length) {
    map.frame.lastEventId = succeeded;
    await mapDone(step, map, state, activity);
  } else {
    await startIterations(step, map, state, activity, frame.lastEventId);
  }
}

async function mapDone(step: Step, map: Branch, state: MapState, { outputs }: IterationsActivity): Promise<void> {
  recordAside(step, map.frame.lastEventId, { type: 'MapStateSucceeded' });
  await exitState(step, map, state, state.exit, { result: outputs }, outputs);
}

async function mapItems(frame: Frame, state: MapState, scope: Scope): Promise<readonly Json[]> {
  const items = state.items === undefined ? frame.input : await evaluateTemplate(state.items, scope);
  if (!isList(items)) {
    const was = items === null ? 'null' : typeof items;
    throw queryEvaluationError('Items', `Map state input must be an array but was: ${was}`);
  }
  return items;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

async function startIterations(
  step: Step,
  map: Branch,
  state: MapState,
  activity: IterationsActivity,
  previousEventId: number,
): Promise<void> {
  while (activity.running.length < activity.concurrency && activity.started < activity.items.length) {
    const index = activity.started;
    activity.started += 1;
    const started = recordAside(step, previousEventId, { type: 'MapIterationStarted', name: state.name, index });
    const item = { index, value: activity.items[index] ?? null };
    const frame = newFrame(state.processor, item.value, started, item);
    activity.running.push(frame);
    frame.input = await iterationInput(step, map, state, item);
    step.work.push({ frame, parent: map });
  }
}

async function iterationInput(
  step: Step,
  map: Branch,
  state: MapState,
  item: { readonly index: number; readonly value: Json },
): Promise<Json> {
  if (state.itemSelector === undefined) {
    return item.value;
  }
  const scope = scopeOf(step, { frame: { ...map.frame, item }, parent: map.parent });
  const input = await evaluateTemplate(state.itemSelector, scope);
  if (exceedsLimit(input)) {
    throw dataLimitError(
      `The state '${state.name}' has an item with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  return input;
}
