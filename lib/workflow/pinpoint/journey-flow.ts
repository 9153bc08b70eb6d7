import { reversePostorder } from '../dominance/reverse-postorder.ts';
import { createNames, type Importing, type NamedStep } from './importing.ts';
import type { Activity, Journey } from './journey-schema.ts';
import { namingOf } from './name-activity.ts';

/** An activity in the flow. */
export interface Place {
  readonly key: string;
  readonly activity: Activity;
  readonly named: NamedStep;
  /** Where each way out leads, in the order of the activity's own settings; `undefined`: the journey's end. */
  readonly out: (Place | undefined)[];
}

/** How activities follow each other: no way leads back, and every way ends. */
export interface JourneyFlow {
  /** Absent when the journey starts nowhere. */
  readonly first: Place | undefined;
  /** Where all ways out of an activity come together; `undefined`: nowhere but at the end. */
  joinOf(place: Place): Place | undefined;
}

/** Reads how a journey flows; ways that lead back or nowhere end, and are reported. */
export function readFlow({ Activities, StartActivity }: Journey, importing: Importing): JourneyFlow {
  const places = new Map<string | undefined, Place>();
  const nameStep = createNames();
  for (const [key, activity] of Object.entries(Activities)) {
    const named = nameStep(namingOf(activity));
    importing.steps.set(key, named);
    places.set(key, { key, activity, named, out: [] });
  }
  for (const { key, activity, out } of places.values()) {
    for (const target of waysOut(activity)) {
      if (target !== undefined && !places.has(target)) {
        const what = `It leads to "${target}", which the journey does not have.`;
        importing.report(`Activities.${key}`, what, 'The run ends there. Add the steps that are missing.');
      }
      out.push(places.get(target));
    }
  }
  const first = places.get(StartActivity);
  if (first === undefined) reportStart(StartActivity, importing);
  else cutLoops(first, importing);
  const reached = first === undefined ? [] : reversePostorder(first, following);
  for (const place of places.values()) {
    if (!reached.includes(place)) {
      importing.report(`Activities.${place.key}`, 'No way leads to it.', 'Nothing, unless it was meant to be used.');
    }
  }
  const joins = findJoins(reached);
  return { first, joinOf: (place) => joins.get(place) };
}

function reportStart(start: string | undefined, importing: Importing): void {
  const named = start === undefined ? '' : `: it has no "${start}"`;
  importing.report('StartActivity', `It does not say which activity is first${named}.`, 'Write the steps by hand.');
}

/** Where the ways out of an activity lead, as it says it; at least one. */
function waysOut(activity: Activity): readonly (string | undefined)[] {
  const { ConditionalSplit, MultiCondition, RandomSplit } = activity;
  if (ConditionalSplit !== undefined) return [ConditionalSplit.TrueActivity, ConditionalSplit.FalseActivity];
  if (MultiCondition !== undefined) {
    return [...(MultiCondition.Branches ?? []).map(({ NextActivity }) => NextActivity), MultiCondition.DefaultActivity];
  }
  const [first, ...others] = RandomSplit?.Branches ?? [];
  if (first !== undefined) return [first, ...others].map(({ NextActivity }) => NextActivity);
  return [Object.values(activity).flatMap(nextIn)[0]];
}

/** Also of a kind of activity that is not known here. */
function nextIn(settings: unknown): readonly string[] {
  if (typeof settings !== 'object' || settings === null || !('NextActivity' in settings)) return [];
  return typeof settings.NextActivity === 'string' ? [settings.NextActivity] : [];
}

function following({ out }: Place): Place[] {
  return out.filter((place) => place !== undefined);
}

/** Pinpoint allows none; without this, a file that was changed by hand would have no end. */
function cutLoops(first: Place, importing: Importing): void {
  const open = [{ place: first, at: 0 }];
  const done = new Set<Place>();
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { place, at } = top;
    const target = place.out[at];
    top.at += 1;
    if (at >= place.out.length) {
      done.add(place);
      open.pop();
    } else if (target !== undefined && open.some((one) => one.place === target)) {
      place.out[at] = undefined;
      const todo = 'The run ends there. Where it shall go round, write a goto: with times:';
      importing.report(`Activities.${place.key}`, `It leads back to "${target.key}".`, todo);
    } else if (target !== undefined && !done.has(target)) {
      open.push({ place: target, at: 0 });
    }
  }
}

/** Where ways come together: the last place that all of them must pass, seen from the end. */
function findJoins(places: readonly Place[]): ReadonlyMap<Place, Place | undefined> {
  const joins = new Map<Place, Place | undefined>();
  const must = new Map<Place | undefined, readonly Place[]>([[undefined, []]]);
  for (const place of places.toReversed()) {
    const passed = place.out.map((target) => must.get(target)).filter((one) => one !== undefined);
    const common = passed.reduce(commonBeginning);
    joins.set(place, common.at(-1));
    must.set(place, [...common, place]);
  }
  return joins;
}

function commonBeginning(left: readonly Place[], right: readonly Place[]): readonly Place[] {
  const different = left.findIndex((place, index) => place !== right[index]);
  return different === -1 ? left : left.slice(0, different);
}
