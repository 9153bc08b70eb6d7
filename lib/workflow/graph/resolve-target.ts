import { joinPointer } from '../json-pointer.ts';
import type { Building } from './building.ts';
import type { Target } from './graph.ts';
import { isNode, type WrittenList, type WrittenStep } from './index-steps.ts';

/** A place a step can go to, before `goto`, `end` and `fail` are resolved. */
export type Destination = WrittenStep | Target;

/** Stands for what a faulty jump leads to; it has an issue of its own. */
export const NOWHERE: Target = { kind: 'end', outcome: 'completed' };

/** Where a list begins; one that is empty or not there is passed over. */
export function startOf(list: WrittenList | undefined, after: Destination): Destination {
  return list?.steps[0] ?? after;
}

/** The target a step goes on to, noted as a way from it. */
export function resolve(building: Building, from: WrittenStep, to: Destination): Target {
  if ('kind' in to) return to;
  note(building, from, to);
  return targetOf(building, to);
}

/** Where a place leads: a plain `goto` is followed, from one to the next. */
export function targetOf(building: Building, place: Destination): Target {
  const seen = new Set<Destination>();
  for (let at: Destination | undefined = place; at !== undefined && !seen.has(at); at = jumpOf(building, at)) {
    seen.add(at);
    if ('kind' in at) return at;
    if (isNode(at)) return { kind: 'step', step: at.id };
    if ('end' in at.step) return { kind: 'end', outcome: at.step.end };
    if ('fail' in at.step) return { kind: 'fail', text: at.step.fail, pointer: joinPointer(at.pointer, 'fail') };
  }
  return NOWHERE;
}

function jumpOf(building: Building, at: WrittenStep): WrittenStep | undefined {
  const to = 'goto' in at.step ? building.index.byId.get(at.step.goto) : undefined;
  if (to === undefined || to.scope !== at.scope) return undefined;
  note(building, at, to);
  return to;
}

function note({ edges }: Building, from: WrittenStep, to: WrittenStep): void {
  const ways = edges.get(from) ?? [];
  ways.push(to);
  edges.set(from, ways);
}
