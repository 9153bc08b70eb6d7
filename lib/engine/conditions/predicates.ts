import type { Condition } from '../../workflow/conditions/condition.ts';
import type { JsonObject } from '../../workflow/json.ts';

/** What a condition is held against. */
export interface Circumstances {
  /** Values by root: `event`, `contact`, `received`, `steps` … */
  readonly values: JsonObject;
  /** The language's `now`, ISO 8601. */
  readonly now: string;
  /** IANA name, for dates, clocks and weekdays. */
  readonly zone: string;
}

/** Whether a condition holds. */
export type Predicate = (circumstances: Circumstances) => boolean | Promise<boolean>;

/** Turns a condition into a closure. */
export type CompilePredicate = (condition: Condition) => Predicate;

/** The same closure for the same condition, compiled once: conditions of live versions stay in memory. */
export function rememberPredicates(compile: CompilePredicate): CompilePredicate {
  const known = new WeakMap<Condition, Predicate>();
  return (condition) => {
    const predicate = known.get(condition) ?? compile(condition);
    known.set(condition, predicate);
    return predicate;
  };
}
