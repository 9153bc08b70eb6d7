import { joinPointer } from '../json-pointer.ts';
import type { Building } from './building.ts';
import type { Target } from './graph.ts';
import type { WrittenList, WrittenStep } from './index-steps.ts';

/** A place a step can go to, before `goto`, `end` and `fail` are resolved. */
export type Destination = WrittenStep | Target;

/** Stands for what a faulty jump leads to; it has an issue of its own. */
const NOWHERE: Target = { kind: 'end', outcome: 'completed' };

/** Where a list begins; an empty one is passed over. */
export function startOf(list: WrittenList, after: Destination): Destination {
  return list.steps[0] ?? after;
}

/** The target a step goes on to, noted as a way from it. */
export function resolve(building: Building, from: WrittenStep, to: Destination): Target {
  if ('kind' in to) return to;
  note(building, from, to);
  return targetOf(building, to);
}

/** Where a place leads: a plain `goto` is followed, from one to the next. */
export function targetOf(building: Building, place: Destination): Target {
  const passed: Destination[] = [];
  let at: Destination | undefined = place;
  while (at !== undefined && !passed.includes(at)) {
    if ('kind' in at) return at;
    const { step, pointer }: WrittenStep = at;
    if ('end' in step) return { kind: 'end', outcome: step.end };
    if ('fail' in step) return { kind: 'fail', text: step.fail, pointer: joinPointer(pointer, 'fail') };
    if (!('goto' in step) || step.times !== undefined) return { kind: 'step', step: at.id };
    passed.push(at);
    at = follow(building, at, step.goto);
  }
  return NOWHERE;
}

function follow(building: Building, from: WrittenStep, id: string): WrittenStep | undefined {
  const to = building.index.byId.get(id);
  if (to?.scope !== from.scope) return undefined;
  note(building, from, to);
  return to;
}

function note({ edges }: Building, from: WrittenStep, to: WrittenStep): void {
  const ways = edges.get(from);
  if (ways === undefined) edges.set(from, [to]);
  else ways.push(to);
}
