import type {
  CompareOperator,
  ComparisonType,
  Condition,
  HappenedCondition,
  Operand,
} from '../../workflow/conditions/condition.ts';
import type { Json } from '../../workflow/json.ts';
import type { Path } from '../../workflow/references/path.ts';
import { compilePath, type Roots } from './follow-path.ts';
import { hasForm } from './literal-forms.ts';

/** What conditions ask of the world outside their roots. */
export interface ConditionWorld {
  /** Milliseconds since the epoch: the language's `now`. */
  now(): number;
  /** That moment in the workflow's zone: `2026-12-24`, `09:00`, `mon` … `sun`. */
  local(): { readonly date: string; readonly clock: string; readonly weekday: string };
  /** When a date begins in the workflow's zone, in milliseconds since the epoch. */
  startOfDay(date: string): number;
  /** Whether a business calendar is open at that moment. */
  isOpen(calendar: string): boolean;
  /** Whether the event happened. */
  happened(condition: HappenedCondition): boolean;
}

/**
 * Whether a condition holds. Total: it throws only for a free expression that fails, and gives a promise only where a
 * free expression or a pattern was asked: their engines are large, few conditions need them, and a dispatcher that
 * starts loads them with the first that does.
 */
export type Predicate = (roots: Roots, world: ConditionWorld) => boolean | Promise<boolean>;

/**
 * Compiles a condition to a closure, for where there is no Choice state: trigger filters, goals, awaited events.
 *
 * @example
 * const holds = compileCondition(graph.trigger.condition);
 * if (await holds({ event: data, contact }, world)) …
 */
export function compileCondition(condition: Condition): Predicate {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return group(condition.conditions.map(compileCondition), condition.kind === 'any');
    case 'not': {
      const inner = compileCondition(condition.condition);
      return (roots, world) => {
        const holds = inner(roots, world);
        return typeof holds === 'boolean' ? !holds : holds.then((value) => !value);
      };
    }
    case 'happened':
      return (_roots, world) => world.happened(condition);
    case 'business_hours':
      return (_roots, world) => world.isOpen(condition.calendar);
    case 'expression': {
      const evaluate = onceAsked(async () => {
        const { compileExpression } = await import('../expressions/evaluate-expression.ts');
        return compileExpression(condition.source);
      });
      return async (roots, world) => (await (await evaluate())(roots, world)) === true;
    }
    default:
      return compileFieldCondition(condition);
  }
}

/** Conditions behind the deciding one are not evaluated. */
function group(predicates: readonly Predicate[], decides: boolean): Predicate {
  return (roots, world) => {
    for (let index = 0; index < predicates.length; index++) {
      const holds = predicates[index]?.(roots, world);
      if (holds === decides) return decides;
      if (typeof holds === 'object') return goOn(holds, predicates.slice(index + 1), decides, roots, world);
    }
    return !decides;
  };
}

async function goOn(
  holds: Promise<boolean>,
  others: readonly Predicate[],
  decides: boolean,
  ...given: readonly [Roots, ConditionWorld]
): Promise<boolean> {
  return (await holds) === decides ? decides : await group(others, decides)(...given);
}

/** Made when it is first asked for, and kept. */
function onceAsked<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

type FieldCondition = Extract<Condition, { readonly field: Path }>;
type Read = (roots: Roots, world: ConditionWorld) => Json | undefined;
type FieldPredicate = (roots: Roots, world: ConditionWorld) => boolean;

function compileFieldCondition(condition: FieldCondition): Predicate {
  const field = readPath(condition.field);
  switch (condition.kind) {
    case 'equals':
      return equalsOneOf(field, [condition.value], condition.ignoreCase);
    case 'one_of':
      return equalsOneOf(field, condition.values, condition.ignoreCase);
    case 'contains':
      return contains(field, condition);
    case 'starts_with':
      return onTexts(field, condition, (text, part) => text.startsWith(part));
    case 'ends_with':
      return onTexts(field, condition, (text, part) => text.endsWith(part));
    case 'matches': {
      const found = onceAsked(async () => {
        const { compilePattern } = await import('./pattern-engine.ts');
        return compilePattern(condition.pattern, condition.ignoreCase);
      });
      return (roots, world) => {
        const value = field(roots, world);
        return typeof value === 'string' && found().then((isFound) => isFound(value));
      };
    }
    case 'compare':
      return compare(field, condition);
    case 'within':
      return within(field, condition);
    case 'exists':
      return (roots, world) => isPresent(field(roots, world));
    case 'empty':
      return (roots, world) => isEmpty(field(roots, world));
    case 'count':
      return count(field, condition);
  }
}

/** `now` is the world's; every other root is handed in. */
function readPath(path: Path): Read {
  const follow = compilePath(path);
  if (path.root !== 'now') return follow;
  const [part] = path.segments;
  if (part === undefined) return (_roots, world) => new Date(world.now()).toISOString();
  return (_roots, world) => follow({ now: world.local() });
}

function readOperand(operand: Operand): Read {
  if (operand.kind === 'path') return readPath(operand.path);
  const { value } = operand;
  return () => value;
}

function isPresent(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** For comparing without case: texts in lower case, everything else as it is. */
function folded(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function equal(a: Json | undefined, b: Json | undefined, ignoreCase: boolean): boolean {
  if (!isScalar(a) || !isScalar(b)) return false;
  return ignoreCase ? folded(a) === folded(b) : a === b;
}

function equalsOneOf(field: Read, values: readonly Operand[], ignoreCase: boolean): FieldPredicate {
  const operands = values.map(readOperand);
  return (roots, world) => {
    const value = field(roots, world);
    return operands.some((operand) => equal(value, operand(roots, world), ignoreCase));
  };
}

function contains(field: Read, condition: Extract<Condition, { kind: 'contains' }>): FieldPredicate {
  const { holder, quantifier, ignoreCase } = condition;
  const operands = condition.values.map(readOperand);
  return (roots, world) => {
    const value = field(roots, world);
    const holds = (operand: Read): boolean => {
      const part = operand(roots, world);
      if (Array.isArray(value)) return value.some((item: Json) => equal(item, part, ignoreCase));
      return hasText(value, part, ignoreCase);
    };
    if (Array.isArray(value) ? holder === 'text' : holder === 'list' || typeof value !== 'string') return false;
    return quantifier === 'any' ? operands.some(holds) : operands.every(holds);
  };
}

function hasText(text: Json | undefined, part: Json | undefined, ignoreCase: boolean): boolean {
  if (typeof text !== 'string' || typeof part !== 'string') return false;
  return ignoreCase ? text.toLowerCase().includes(part.toLowerCase()) : text.includes(part);
}

function onTexts(
  field: Read,
  condition: Extract<Condition, { kind: 'starts_with' | 'ends_with' }>,
  test: (text: string, part: string) => boolean,
): FieldPredicate {
  const operand = readOperand(condition.value);
  const read = condition.ignoreCase ? folded : (value: Json | undefined) => value;
  return (roots, world) => {
    const text = read(field(roots, world));
    const part = read(operand(roots, world));
    return typeof text === 'string' && typeof part === 'string' && test(text, part);
  };
}

function compare(field: Read, condition: Extract<Condition, { kind: 'compare' }>): FieldPredicate {
  const { as, operator, value } = condition;
  const operand = readOperand(value);
  const mayBeDay = as === 'time' && value.kind === 'literal';
  return (roots, world) => {
    const left = comparable(field(roots, world), as);
    let right = comparable(operand(roots, world), as);
    if (right === undefined && mayBeDay) right = startOfDay(operand(roots, world), world);
    return left !== undefined && right !== undefined && ordered(left, operator, right);
  };
}

/** A date written beside a time stands for the start of that day. */
function startOfDay(value: Json | undefined, world: ConditionWorld): number | undefined {
  return typeof value === 'string' && hasForm(value, 'date') ? world.startOfDay(value) : undefined;
}

/** Times as milliseconds; dates and clocks sort as they are written. */
function comparable(value: Json | undefined, as: ComparisonType): number | string | undefined {
  if (as === 'number') return typeof value === 'number' ? value : undefined;
  if (typeof value !== 'string' || !hasForm(value, as)) return undefined;
  return as === 'time' ? Date.parse(value) : value;
}

function ordered(left: number | string, operator: CompareOperator, right: number | string): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '=':
      return left === right;
  }
}

function within(field: Read, condition: Extract<Condition, { kind: 'within' }>): FieldPredicate {
  const { as, direction } = condition;
  return (roots, world) => {
    const value = comparable(field(roots, world), as);
    const here = as === 'time' ? world.now() : world.local().date;
    const there = as === 'time' ? world.now() + reach(condition) : shiftDate(world.local().date, reach(condition));
    const [from, to] = direction === 'last' ? [there, here] : [here, there];
    return value !== undefined && from <= value && value <= to;
  };
}

const DAY_SECONDS = 86_400;

/** Milliseconds from now to the far end, negative into the past; whole days for dates. */
export function reach({ as, direction, seconds }: Extract<Condition, { kind: 'within' }>): number {
  const length = as === 'time' ? seconds : Math.floor(seconds / DAY_SECONDS) * DAY_SECONDS;
  return (direction === 'last' ? -length : length) * 1000;
}

function shiftDate(date: string, milliseconds: number): string {
  return new Date(Date.parse(date) + milliseconds).toISOString().slice(0, 10);
}

function count(field: Read, condition: Extract<Condition, { kind: 'count' }>): FieldPredicate {
  const operand = readOperand(condition.value);
  return (roots, world) => {
    const value = field(roots, world);
    const length = Array.isArray(value) ? value.length : 0;
    const bound = operand(roots, world);
    return typeof bound === 'number' && ordered(length, condition.operator, bound);
  };
}
