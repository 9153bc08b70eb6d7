import { type ConditionWorld, compileCondition, type Predicate } from '../../compiler/conditions/closure.ts';
import type { Calendar } from '../../workflow/catalogue/catalogue.ts';
import type { Condition } from '../../workflow/conditions/condition.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { isOpen } from '../calendar/business-hours.ts';
import { localTime, startOfDay } from '../calendar/local-time.ts';
import { resolveZone } from '../calendar/resolve-zone.ts';

/** What a condition is held against. */
export interface Circumstances {
  /** Values by root: `event`, `contact`, `received`, `steps` … */
  readonly values: JsonObject;
  /** The language's `now`, milliseconds since the epoch. */
  readonly now: number;
  /** IANA name, or `contact`. */
  readonly zone: string;
}

/** Whether a condition holds; a promise only where it has a free expression. */
export type Holds = (condition: Condition, circumstances: Circumstances) => boolean | Promise<boolean>;

/** What conditions are judged with, beside their circumstances. */
export interface HoldsDeps {
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** IANA name: the deployment's zone, for contacts without one. */
  readonly zone: string;
}

/**
 * Judges conditions where there is no Choice state: filters of triggers, goals, awaited events. Each is compiled once,
 * so keep the function for the life of the process.
 */
export function createHolds(deps: HoldsDeps): Holds {
  const predicates = new WeakMap<Condition, Predicate>();
  return (condition, circumstances) => {
    const predicate = predicates.get(condition) ?? compileCondition(condition);
    predicates.set(condition, predicate);
    return predicate(circumstances.values, worldOf(deps, circumstances));
  };
}

function worldOf(deps: HoldsDeps, { now, values, zone }: Circumstances): ConditionWorld {
  const resolved = (): string => resolveZone(zone, values.contact, deps.zone);
  return {
    now: () => now,
    local: () => localTime(now, resolved()),
    startOfDay: (date) => startOfDay(date, resolved()),
    isOpen: (name) => {
      const calendar = deps.calendars.get(name);
      return calendar !== undefined && isOpen(calendar, now);
    },
    // Recorded events are asked for in steps alone, where the read before them looks them up.
    happened: () => false,
  };
}
