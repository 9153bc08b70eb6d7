import { isJsonObject, type Json } from '../json.ts';
import { joinPointer, valueAt } from '../json-pointer.ts';
import { examine, type Problem } from '../schema/find-problems.ts';
import { IdSchema } from '../schema/text-schemas.ts';
import { type WorkflowDefinition, WorkflowSchema } from '../schema/workflow-schema.ts';

/** A definition that stands for one with a faulty structure, so that the rest of it can be checked, too. */
export interface RepairedTree {
  readonly definition: WorkflowDefinition;
  readonly tree: Json;
  /** Pointers of what was left out or replaced: nothing that is found there is of any interest. */
  readonly replaced: readonly string[];
  /** Whether a step got lost that others may name. */
  readonly lostSteps: boolean;
}

const STEP_LISTS: readonly string[] = [
  'steps',
  'then',
  'otherwise',
  'on_event',
  'on_timeout',
  'on_approve',
  'on_reject',
  'on_error',
];

/** What to write at a place of the tree; without `with`, the key goes. */
interface Repair {
  readonly path: readonly PropertyKey[];
  readonly with?: Json;
}

/**
 * Leaves faulty keys out; what cannot do without is replaced by something with which everything is possible: a step of
 * an unknown action, a condition that holds. Pointers into the tree stay what they were. Nothing comes back when the
 * trigger is faulty, or the whole.
 */
export function repairTree(tree: Json): RepairedTree | undefined {
  const replaced: string[] = [];
  let repaired = tree;
  let lostSteps = false;
  let examined = examine(WorkflowSchema, repaired);
  while ('problems' in examined) {
    const before = JSON.stringify(repaired);
    for (const problem of examined.problems) {
      const repair = chooseRepair(problem, repaired);
      if (repair === undefined) return undefined;
      const pointer = pointerTo(repair.path);
      lostSteps ||= holdsSteps(valueAt(repaired, pointer), repair.with);
      replaced.push(pointer);
      repaired = write(repaired, repair);
    }
    if (JSON.stringify(repaired) === before) return undefined;
    examined = examine(WorkflowSchema, repaired);
  }
  return { definition: examined.data, tree: repaired, replaced, lostSteps };
}

function chooseRepair({ path, message }: Problem, tree: Json): Repair | undefined {
  if (message.startsWith('SB201')) return { path };
  const condition = path.indexOf('if');
  if (condition !== -1) return { path: path.slice(0, condition + 1), with: { expression: 'true' } };
  switch (path[0]) {
    case undefined:
    case 'trigger':
      return undefined;
    case 'workflow':
      return { path, with: 'unreadable' };
    case 'steps':
      return repairStep(path, message, tree);
    default:
      return { path: path.slice(0, message.startsWith('SB202') ? 1 : 2) };
  }
}

function repairStep(path: readonly PropertyKey[], message: string, tree: Json): Repair | undefined {
  const end = path.findLastIndex(
    (key, index) => typeof key === 'number' && STEP_LISTS.includes(String(path[index - 1])),
  );
  if (end === -1) return undefined;
  const step = path.slice(0, end + 1);
  const inside = path.slice(end + 1);
  const isKey = inside.length > 0 && !inside.some((key) => typeof key === 'number') && !message.startsWith('SB202');
  return isKey ? { path } : { path: step, with: standIn(step, valueAt(tree, pointerTo(step))) };
}

/** Nothing is known of an unknown action, so that every reference to its output is possible. */
function standIn(path: readonly PropertyKey[], step: Json | undefined): Json {
  const id = isJsonObject(step) && IdSchema.safeParse(step.id).success ? step.id : undefined;
  const place = path.filter((key) => typeof key === 'number').join('_');
  return { id: id ?? `unreadable_${place}`, do: UNREADABLE };
}

const UNREADABLE = 'unreadable';

/** Whether steps, or a step's id, go with the value. */
function holdsSteps(value: Json | undefined, replacement: Json | undefined): boolean {
  if (!isJsonObject(replacement) || replacement.do !== UNREADABLE) return false;
  if (!isJsonObject(value)) return false;
  if (value.id !== undefined && value.id !== replacement.id) return true;
  return Object.keys(value).some(
    (key) => STEP_LISTS.includes(key) || ['routes', 'experiment', 'parallel'].includes(key),
  );
}

/** What an earlier repair took away is written to nothing. */
function write(tree: Json, { path, with: value }: Repair): Json {
  const copy = structuredClone(tree);
  const holder: object = Object(valueAt(copy, pointerTo(path.slice(0, -1))));
  const key = String(path.at(-1));
  if (value === undefined) Reflect.deleteProperty(holder, key);
  else Reflect.set(holder, key, value);
  return copy;
}

function pointerTo(path: readonly PropertyKey[]): string {
  return joinPointer('', ...path.map(String));
}
