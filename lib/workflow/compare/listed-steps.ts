import { indexSteps, type WrittenList } from '../graph/index-steps.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import type { WorkflowDefinition } from '../schema/workflow-schema.ts';

/** A step as versions are compared by it. */
export interface ListedStep {
  /** Its id; for an `end`, a `fail` or a `goto` that has none, what it says and where. */
  readonly step: string;
  readonly name: string;
  /** The list it stands in: `steps`, or the step that holds the list and where. */
  readonly list: string;
  /** The step before it in that list; absent for the first. */
  readonly behind?: string;
  /** The step without the lists inside it. */
  readonly own: Json;
}

/** Every step of a definition, in the order of the text. */
export function listSteps({ steps: written }: WorkflowDefinition): readonly ListedStep[] {
  const taken = new Map<string, number>();
  const collect = ({ steps }: WrittenList, list: string): readonly ListedStep[] => {
    let behind: string | undefined;
    return steps.flatMap((entry) => {
      const { id, pointer, lists } = entry;
      const named = id || saying(entry.step, list);
      const number = (taken.get(named) ?? 0) + 1;
      taken.set(named, number);
      const step = number === 1 ? named : `${named} (${number})`;
      const nested = new Set(lists.map((inner) => inner.pointer));
      const own = withoutLists(jsonOf(entry.step), pointer, nested);
      const place = { list, ...(behind === undefined ? {} : { behind }) };
      behind = step;
      const inside = lists.flatMap((inner) => collect(inner, `${step}${inner.pointer.slice(pointer.length)}`));
      return [{ step, name: id === '' ? step : entry.name, ...place, own }, ...inside];
    });
  };
  return collect(indexSteps(written, ignoreIssues).root, 'steps');
}

/** What is wrong with a definition is told when it is checked. */
function ignoreIssues(): void {}

/** A definition is plain JSON, in types that say nothing of an index. */
function jsonOf(step: object): Json {
  return JSON.parse(JSON.stringify(step));
}

/** What a step without an id does, and where: `end: done in steps`. */
function saying(step: object, list: string): string {
  const words = Object.entries(step).map(([key, value]) => `${key}: ${String(value)}`);
  return `${words.join(', ')} in ${list}`;
}

/** The lists inside a step are left out: their steps are compared by themselves. */
function withoutLists(value: Json, pointer: string, lists: ReadonlySet<string>): Json {
  if (isJsonList(value)) {
    return value.map((item, index) => withoutLists(item, joinPointer(pointer, index), lists));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const kept = Object.entries(value).flatMap(([key, inner]) => {
    const at = joinPointer(pointer, key);
    return lists.has(at) ? [] : [[key, withoutLists(inner, at, lists)]];
  });
  return Object.fromEntries(kept);
}
