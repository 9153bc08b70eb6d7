import type { ChoiceState, MapState, ParallelState, State, WaitState } from '../machine.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { RawState, RawStateOf } from './asl-schema.ts';
import {
  loadCatch,
  loadCondition,
  loadExit,
  loadNext,
  loadNumber,
  loadRetry,
  loadTextField,
  optionalTemplate,
} from './load-fields.ts';
import { loadTask } from './load-task.ts';
import { atIndex, atKey, complain, type Loading, type Place } from './loading.ts';
import { below } from './problem.ts';

/** Loads a state; branches and iterations inside are loaded by the caller. */
export function loadState(loading: Loading, name: string, raw: RawState, pointer: string): State {
  const place = { pointer, location: '' };
  switch (raw.Type) {
    case 'Task':
      return loadTask(loading, name, raw, pointer);
    case 'Choice':
      return loadChoice(loading, name, raw, pointer);
    case 'Wait':
      return loadWait(loading, name, raw, pointer);
    case 'Parallel':
      return loadParallel(loading, name, raw, pointer);
    case 'Map':
      return loadMap(loading, name, raw, pointer);
    case 'Pass':
      return { type: 'Pass', name, exit: loadExit(loading, raw, loadNext(loading, raw, pointer), place) };
    case 'Succeed':
      return { type: 'Succeed', name, exit: loadExit(loading, raw, undefined, place) };
    case 'Fail':
      return {
        type: 'Fail',
        name,
        error: raw.Error === undefined ? undefined : loadTextField(loading, raw.Error, field(pointer, 'Error')),
        cause: raw.Cause === undefined ? undefined : loadTextField(loading, raw.Cause, field(pointer, 'Cause')),
      };
  }
}

function field(pointer: string, key: string): Place {
  return { pointer: below(pointer, key), location: key };
}

function loadChoice(loading: Loading, name: string, raw: RawStateOf<'Choice'>, pointer: string): ChoiceState {
  const rules = raw.Choices.map((rule, index) => {
    const place = atIndex(field(pointer, 'Choices'), index);
    return {
      condition: loadCondition(loading, rule.Condition, atKey(place, 'Condition')),
      exit: loadExit(loading, rule, rule.Next, place),
    };
  });
  const exit = loadExit(loading, raw, raw.Default, { pointer, location: '' });
  if (raw.Default === undefined && (raw.Output !== undefined || raw.Assign !== undefined)) {
    complain(loading, pointer, 'Output and Assign of a Choice belong to its Default, which is missing.');
  }
  return { type: 'Choice', name, rules, otherwise: raw.Default === undefined ? undefined : exit };
}

function loadWait(loading: Loading, name: string, raw: RawStateOf<'Wait'>, pointer: string): WaitState {
  if ((raw.Seconds === undefined) === (raw.Timestamp === undefined)) {
    complain(loading, pointer, 'A Wait has exactly one of Seconds and Timestamp.');
  }
  return {
    type: 'Wait',
    name,
    wait:
      raw.Timestamp === undefined
        ? { seconds: loadNumber(loading, raw.Seconds ?? 0, field(pointer, 'Seconds')) }
        : { timestamp: loadTimestamp(loading, raw.Timestamp, field(pointer, 'Timestamp')) },
    exit: loadExit(loading, raw, loadNext(loading, raw, pointer), { pointer, location: '' }),
  };
}

function loadTimestamp(loading: Loading, text: string, place: Place) {
  const timestamp = loadTextField(loading, text, place);
  if (typeof timestamp === 'string' && parseTimestamp(timestamp) === undefined) {
    complain(loading, place.pointer, `'${timestamp}' is not a time like 2026-12-24T18:00:00Z.`);
  }
  return timestamp;
}

function loadParallel(loading: Loading, name: string, raw: RawStateOf<'Parallel'>, pointer: string): ParallelState {
  return {
    type: 'Parallel',
    name,
    arguments: optionalTemplate(loading, raw.Arguments, field(pointer, 'Arguments')),
    branches: raw.Branches.map(({ StartAt }) => StartAt),
    retry: loadRetry(loading, raw.Retry, pointer),
    catch: loadCatch(loading, raw.Catch, pointer),
    exit: loadExit(loading, raw, loadNext(loading, raw, pointer), { pointer, location: '' }),
  };
}

function loadMap(loading: Loading, name: string, raw: RawStateOf<'Map'>, pointer: string): MapState {
  return {
    type: 'Map',
    name,
    items: optionalTemplate(loading, raw.Items, field(pointer, 'Items')),
    itemSelector: optionalTemplate(loading, raw.ItemSelector, field(pointer, 'ItemSelector')),
    processor: raw.ItemProcessor.StartAt,
    maxConcurrency: loadNumber(loading, raw.MaxConcurrency, field(pointer, 'MaxConcurrency')),
    retry: loadRetry(loading, raw.Retry, pointer),
    catch: loadCatch(loading, raw.Catch, pointer),
    exit: loadExit(loading, raw, loadNext(loading, raw, pointer), { pointer, location: '' }),
  };
}
