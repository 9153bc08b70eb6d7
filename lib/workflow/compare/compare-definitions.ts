import type { Json } from '../json.ts';
import type { WorkflowDefinition } from '../schema/workflow-schema.ts';
import { compareValues, type ValueDifference } from './compare-values.ts';
import { type ListedStep, listSteps } from './listed-steps.ts';

/** Where a step stands: in which list, and behind which step of it; first, if behind none. */
export type StepPosition = Pick<ListedStep, 'list' | 'behind'>;

/** What became of a step. One that moved and changed is there twice. */
export type StepDifference = { readonly step: string; readonly name: string } & (
  | { readonly kind: 'added'; readonly at: StepPosition; readonly after: Json }
  | { readonly kind: 'removed'; readonly at: StepPosition; readonly before: Json }
  | { readonly kind: 'moved'; readonly from: StepPosition; readonly to: StepPosition }
  | { readonly kind: 'changed'; readonly changes: readonly ValueDifference[] }
);

/** What differs between two definitions, comments and layout aside. */
export interface DefinitionDifference {
  /** Of everything but the steps: trigger, audience, goal, names … */
  readonly settings: readonly ValueDifference[];
  /** In the order of the second text; what was removed comes last. */
  readonly steps: readonly StepDifference[];
}

/** Compares two definitions, step by step. Steps are the same where their ids are. */
export function compareDefinitions(before: WorkflowDefinition, after: WorkflowDefinition): DefinitionDifference {
  const [old, next] = [listSteps(before), listSteps(after)];
  const oldById = new Map(old.map((listed) => [listed.step, listed]));
  const nextIds = new Set(next.map(({ step }) => step));
  const moved = findMoved(old, next);
  const present = next.flatMap((now): readonly StepDifference[] => {
    const was = oldById.get(now.step);
    const { step, name } = now;
    if (was === undefined) {
      return [{ step, name, kind: 'added', at: positionOf(now), after: now.own }];
    }
    const changes = compareValues(was.own, now.own);
    return [
      ...(moved.has(step) ? [{ step, name, kind: 'moved' as const, from: positionOf(was), to: positionOf(now) }] : []),
      ...(changes.length > 0 ? [{ step, name, kind: 'changed' as const, changes }] : []),
    ];
  });
  const removed = old
    .filter(({ step }) => !nextIds.has(step))
    .map((was) => ({ step: was.step, name: was.name, kind: 'removed' as const, at: positionOf(was), before: was.own }));
  return { settings: compareValues(settingsOf(before), settingsOf(after)), steps: [...present, ...removed] };
}

function positionOf({ list, behind }: ListedStep): StepPosition {
  return { list, ...(behind === undefined ? {} : { behind }) };
}

function settingsOf({ steps: _, ...settings }: WorkflowDefinition): Json {
  return JSON.parse(JSON.stringify(settings));
}

/** As few as possible: of those that stay in their list, the longest row in the old order has not moved. */
function findMoved(old: readonly ListedStep[], next: readonly ListedStep[]): ReadonlySet<string> {
  const oldPlaces = new Map(old.map(({ step, list }, index) => [step, { list, index }]));
  const moved = new Set<string>();
  const stayed = new Map<string, { readonly step: string; readonly index: number }[]>();
  for (const { step, list } of next) {
    const was = oldPlaces.get(step);
    if (was !== undefined && was.list !== list) {
      moved.add(step);
    } else if (was !== undefined) {
      stayed.set(list, [...(stayed.get(list) ?? []), { step, index: was.index }]);
    }
  }
  for (const row of stayed.values()) {
    const kept = new Set(longestGrowing(row));
    for (const item of row.filter((one) => !kept.has(one))) {
      moved.add(item.step);
    }
  }
  return moved;
}

/** The longest row whose indexes grow. */
function longestGrowing<Item extends { readonly index: number }>(row: readonly Item[]): readonly Item[] {
  let best: readonly Item[] = [];
  const ending: (readonly Item[])[] = [];
  for (const item of row) {
    let before: readonly Item[] = [];
    for (const one of ending) {
      const last = one.at(-1);
      if (last !== undefined && last.index < item.index && one.length > before.length) {
        before = one;
      }
    }
    const grown = [...before, item];
    ending.push(grown);
    best = grown.length > best.length ? grown : best;
  }
  return best;
}
