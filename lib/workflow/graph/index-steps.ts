import { joinPointer } from '../json-pointer.ts';
import type { StepDefinition, StepList } from '../schema/step-schema.ts';
import { nameOfId } from './name-of-id.ts';
import { nestedLists } from './nested-lists.ts';
import type { Report } from './report.ts';

/** A step as it is written, and where. */
export interface WrittenStep {
  readonly step: StepDefinition;
  readonly pointer: string;
  /** Its own or its default id; an `end`, a `fail` or a plain `goto` without one has none that could be named. */
  readonly id: string;
  /** Its own name, or its id in words. */
  readonly name: string;
  /** The list it runs in: `root`, `<each>` or `<parallel>.<branch>`. */
  readonly scope: string;
  /** Its place among all steps, in the order of the text. */
  readonly order: number;
  /** The lists inside it, in the order of the text. */
  readonly lists: readonly WrittenList[];
}

/** A list of steps, as it is written. */
export interface WrittenList {
  readonly pointer: string;
  /** The list it runs in; for a branch or an `each`, a scope of its own. */
  readonly scope: string;
  readonly steps: readonly WrittenStep[];
}

/** Every step of a workflow. */
export interface StepIndex {
  readonly root: WrittenList;
  /** In the order of the text, nested lists included. */
  readonly all: readonly WrittenStep[];
  readonly byId: ReadonlyMap<string, WrittenStep>;
}

/** Ids by default depend on those that are given, wherever they are. */
type Draft = { -readonly [Key in keyof WrittenStep]: WrittenStep[Key] };

/** Finds all steps and gives each its id. Ids and names that are used twice are reported. */
export function indexSteps(steps: StepList, report: Report): StepIndex {
  const all: Draft[] = [];
  const root = collect(steps, '/steps', 'root', all);
  const byId = new Map<string, WrittenStep>();
  const taken = new Set(all.map(({ id }) => id));
  for (const entry of all) {
    entry.id ||= defaultId(entry.step, taken);
    if (entry.id === '') continue;
    taken.add(entry.id);
    if (byId.has(entry.id)) {
      reportDuplicate(entry, report);
      // It is told once, and checked like any other.
      entry.id = freeId(entry.id, taken);
    }
    entry.name ||= nameOfId(entry.id);
    byId.set(entry.id, entry);
  }
  reportNames(all, report);
  return { root, all, byId };
}

/** Whether a step is a place a run passes, rather than a way to another. */
function isNode({ step }: WrittenStep): boolean {
  return !('end' in step || 'fail' in step || ('goto' in step && step.times === undefined));
}

function collect(steps: StepList, pointer: string, scope: string, all: Draft[]): WrittenList {
  const entries = steps.map((step, index) => {
    const at = joinPointer(pointer, index);
    const entry: Draft = {
      step,
      pointer: at,
      id: step.id ?? '',
      name: step.name ?? '',
      scope,
      order: all.length,
      lists: [],
    };
    all.push(entry);
    entry.lists = nestedLists(step, at).map((list) => {
      const inner = list.scope === undefined ? scope : `${step.id}${list.scope}`;
      return collect(list.steps, list.pointer, inner, all);
    });
    return entry;
  });
  return { pointer, scope, steps: entries };
}

function defaultId(step: StepDefinition, taken: Set<string>): string {
  if ('wait' in step) return typeof step.wait === 'string' ? `wait_${step.wait.replaceAll(' ', '_')}` : 'wait_until';
  if (!('goto' in step) || step.times === undefined) return '';
  return freeId(`goto_${step.goto}`, taken);
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}_${number}`;
  taken.add(id);
  return id;
}

function reportDuplicate({ step, pointer, id }: WrittenStep, report: Report): void {
  if (step.id === undefined) {
    report('SB304', pointer, `Another step is called "${id}" already. Give this wait an id of its own`);
  } else {
    report('SB304', joinPointer(pointer, 'id'), `The id "${id}" is used twice. Rename one of the two steps`);
  }
}

function reportNames(all: readonly WrittenStep[], report: Report): void {
  const owners = new Map<string, WrittenStep>();
  for (const entry of all) {
    if (!isNode(entry)) continue;
    const { name } = entry;
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, entry);
    else {
      const message = `The steps "${owner.id}" and "${entry.id}" are both called "${name}". Give one another name`;
      report('SB306', entry.step.name === undefined ? entry.pointer : joinPointer(entry.pointer, 'name'), message);
    }
  }
}
