import type { Json } from '../json.ts';
import type { Path } from '../references/path.ts';

/** What a condition compares with: a value written down, or the value of a path at that moment. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'path'; readonly path: Path };

/** How the two sides of a comparison are read; a side that cannot be read so makes the condition false. */
export type ComparisonType = 'number' | 'time' | 'date' | 'clock';

/** `<` and its kin, and `=` for counts. */
export type CompareOperator = '<' | '<=' | '>' | '>=' | '=';

/**
 * A condition in normal form. The language's 28 operators are reduced to these few when the graph is built
 * (`is_not` = not equals, `between` = all of two comparisons or, for a clock range past midnight, any of them), so that
 * each rendering (closure, JSONata, reference evaluator) is small. Every kind is total: a missing, null or wrongly
 * typed side makes it false.
 *
 * Paths follow JSONata's rules on lists (a name applied to a list maps over it, one result stands alone), because
 * Choice states evaluate them so; the checks refuse such paths where types are known.
 */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'equals'; readonly field: Path; readonly value: Operand; readonly ignoreCase: boolean }
  | { readonly kind: 'one_of'; readonly field: Path; readonly values: readonly Operand[]; readonly ignoreCase: boolean }
  | {
      readonly kind: 'contains';
      readonly field: Path;
      readonly values: readonly Operand[];
      readonly quantifier: 'any' | 'all';
      /** What the field is declared to be; `any` where that is not known, then both readings are tried. */
      readonly holder: 'text' | 'list' | 'any';
      readonly ignoreCase: boolean;
    }
  | {
      readonly kind: 'starts_with' | 'ends_with';
      readonly field: Path;
      readonly value: Operand;
      readonly ignoreCase: boolean;
    }
  /** RE2 syntax, found anywhere in the text. */
  | { readonly kind: 'matches'; readonly field: Path; readonly pattern: string; readonly ignoreCase: boolean }
  | {
      readonly kind: 'compare';
      readonly field: Path;
      readonly operator: Exclude<CompareOperator, '='>;
      readonly value: Operand;
      readonly as: ComparisonType;
    }
  /** The field lies at most `seconds` in the past (`last`) or future (`next`); dates count whole days of the zone. */
  | {
      readonly kind: 'within';
      readonly field: Path;
      readonly direction: 'last' | 'next';
      readonly seconds: number;
      readonly as: 'time' | 'date';
    }
  | { readonly kind: 'exists' | 'empty'; readonly field: Path }
  /** The number of items; what is no list counts 0. */
  | { readonly kind: 'count'; readonly field: Path; readonly operator: CompareOperator; readonly value: Operand }
  | HappenedCondition
  | { readonly kind: 'business_hours'; readonly calendar: string }
  /** JSONata as the person wrote it, with the language's roots (`steps.x`, not `$step_x`). */
  | { readonly kind: 'expression'; readonly source: string };

/** An event of the run's contact since the run's start, or since `since` ran, or within the last seconds of that. */
export interface HappenedCondition {
  readonly kind: 'happened';
  readonly event: string;
  readonly since?: string;
  readonly withinSeconds?: number;
  /** On `received` and every other root. */
  readonly condition?: Condition;
}
