import type { Catalogue, RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { HappenedCondition } from '../../workflow/conditions/condition.ts';
import type { CalendarWait, Node } from '../../workflow/graph/graph.ts';
import type { Path } from '../../workflow/references/path.ts';
import type { Uses } from '../steps/step-compiler.ts';
import { compilerOf } from '../steps/step-compilers.ts';
import { conditionUses } from './condition-uses.ts';

/** What a step needs to have been read when its state is entered, and what of it which state reads. */
export interface StepNeeds {
  /** Read by the state's own expressions. */
  readonly statePaths: readonly Path[];
  /** Handed to the step's function. */
  readonly handedPaths: readonly Path[];
  /** Handed to the read before the state. */
  readonly readPaths: readonly Path[];
  /** Records that must be in the state machine when the state is entered. */
  readonly stateRecords: readonly RecordName[];
  /** Records that the step's function reads by itself. */
  readonly functionRecords: readonly RecordName[];
  /** Records that the read before the state needs for itself. */
  readonly readRecords: readonly RecordName[];
  /** By the key under which the answer is read. */
  readonly happened: ReadonlyMap<string, HappenedCondition>;
  readonly calendars: readonly string[];
  readonly localTime: boolean;
  readonly calendarWait?: CalendarWait;
}

/** Roots that the task contract carries anyway. */
const CARRIED: ReadonlySet<string> = new Set(['run', 'now', 'received']);

/** Derives what a step needs from what its kind says it uses. */
export function needsOf(node: Node, { records }: Catalogue): StepNeeds {
  const uses = compilerOf(node).uses(node);
  if (isNothing(uses)) return NOTHING;
  const evaluated = conditionUses(uses.conditions ?? []);
  const handed = conditionUses(uses.handedCondition === undefined ? [] : [uses.handedCondition]);
  const inner = conditionUses(evaluated.happened.flatMap(({ condition }) => condition ?? []));
  const { templates = [], calendarWait } = uses;
  const untilPaths = calendarWait?.until?.kind === 'path' ? [calendarWait.until.path] : [];
  const statePaths = [...evaluated.paths, ...(uses.paths ?? [])];
  const isRecord = (path: Path): boolean => recordsOf([path], records).length > 0;
  const readPaths = [...inner.paths, ...untilPaths].filter(({ root }) => !CARRIED.has(root));
  const handedPaths = [...templates.filter((path) => !isRecord(path)), ...handed.paths];
  return {
    statePaths,
    handedPaths: handedPaths.filter(({ root }) => !CARRIED.has(root)),
    readPaths: readPaths.filter((path) => !isRecord(path)),
    stateRecords: recordsOf([...statePaths, ...handed.paths], records),
    functionRecords: recordsOf(templates, records),
    readRecords: recordsOf(readPaths, records),
    happened: keyed(evaluated.happened),
    calendars: [...new Set(evaluated.calendars)].sort(),
    localTime: statePaths.some(({ root, segments }) => root === 'now' && segments.length > 0),
    ...(calendarWait === undefined ? {} : { calendarWait }),
  };
}

/** Most steps name no values at all. */
function isNothing({ templates = [], conditions, handedCondition, paths, calendarWait }: Uses): boolean {
  return templates.length === 0 && !conditions && !handedCondition && !paths && !calendarWait;
}

const NOTHING: StepNeeds = {
  statePaths: [],
  handedPaths: [],
  readPaths: [],
  stateRecords: [],
  functionRecords: [],
  readRecords: [],
  happened: new Map(),
  calendars: [],
  localTime: false,
};

/** The records among paths' roots, sorted. */
export function recordsOf(paths: readonly Path[], records: Catalogue['records']): RecordName[] {
  if (paths.length === 0) return [];
  return [...records.keys()].filter((name) => paths.some(({ root }) => root === name)).sort();
}

function keyed(conditions: readonly HappenedCondition[]): ReadonlyMap<string, HappenedCondition> {
  const byText = new Map(conditions.map((condition) => [JSON.stringify(condition), condition]));
  const keys = new Map<string, HappenedCondition>();
  for (const condition of byText.values()) keys.set(freeKey(wordsOf(condition), keys), condition);
  return keys;
}

function freeKey(words: string, taken: ReadonlyMap<string, unknown>): string {
  let [key, number] = [words, 1];
  while (taken.has(key)) {
    number += 1;
    key = `${words}_${number}`;
  }
  return key;
}

function wordsOf({ event, since }: HappenedCondition): string {
  const name = event.replaceAll(/[^A-Za-z0-9]+/g, '_');
  return since === undefined ? name : `${name}_since_${since}`;
}
