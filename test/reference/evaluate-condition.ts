import jsonata from 'jsonata';
import type { Condition, HappenedCondition, Operand } from '../../lib/workflow/conditions/condition.ts';
import type { Json, JsonObject } from '../../lib/workflow/json.ts';
import { formatPath, type Path } from '../../lib/workflow/references/path.ts';

/** The world of a reference evaluation: one moment, and its parts in the zone. */
export interface ReferenceWorld {
  readonly now: string;
  readonly date: string;
  readonly clock: string;
  readonly weekday: string;
  readonly openCalendars: readonly string[];
  readonly happened: (condition: HappenedCondition) => boolean;
  readonly startOfDay: (date: string) => string;
}

/**
 * Whether a condition holds, said once more and as plainly as can be: paths by the JSONata engine itself, every rule of
 * the language by a sentence of its own. Slow. What the compiler renders must agree with it.
 */
export async function evaluateByReference(
  condition: Condition,
  roots: JsonObject,
  world: ReferenceWorld,
): Promise<boolean> {
  const inner = (part: Condition): Promise<boolean> => evaluateByReference(part, roots, world);
  switch (condition.kind) {
    case 'all':
      return (await Promise.all(condition.conditions.map(inner))).every((holds) => holds);
    case 'any':
      return (await Promise.all(condition.conditions.map(inner))).some((holds) => holds);
    case 'not':
      return !(await inner(condition.condition));
    case 'happened':
      return world.happened(condition);
    case 'business_hours':
      return world.openCalendars.includes(condition.calendar);
    case 'expression':
      return (await jsonata(condition.source).evaluate(roots)) === true;
    default: {
      const field = await valueAt(condition.field, roots, world);
      return holdsForField(condition, field, (operand) => operandValue(operand, roots, world), world);
    }
  }
}

async function valueAt(path: Path, roots: JsonObject, world: ReferenceWorld): Promise<Json | undefined> {
  if (path.root === 'now' && path.segments.length === 0) return world.now;
  const { date, clock, weekday } = world;
  return await jsonata(formatPath(path)).evaluate({ ...roots, now: { date, clock, weekday } });
}

async function operandValue(operand: Operand, roots: JsonObject, world: ReferenceWorld): Promise<Json | undefined> {
  return operand.kind === 'literal' ? operand.value : await valueAt(operand.path, roots, world);
}

type FieldCondition = Extract<Condition, { readonly field: Path }>;
type Value = Json | undefined;

async function holdsForField(
  condition: FieldCondition,
  field: Value,
  read: (operand: Operand) => Promise<Value>,
  world: ReferenceWorld,
): Promise<boolean> {
  switch (condition.kind) {
    case 'equals':
      return same(field, await read(condition.value), condition.ignoreCase);
    case 'one_of':
      return (await Promise.all(condition.values.map(read))).some((value) => same(field, value, condition.ignoreCase));
    case 'contains':
      return containsParts(condition, field, await Promise.all(condition.values.map(read)));
    case 'starts_with':
    case 'ends_with':
      return touches(condition, field, await read(condition.value));
    case 'matches':
      return typeof field === 'string' && new RegExp(condition.pattern, condition.ignoreCase ? 'i' : '').test(field);
    case 'compare':
      return comesBefore(condition, field, await read(condition.value), world);
    case 'within':
      return liesWithin(condition, field, world);
    case 'exists':
      return field !== undefined && field !== null;
    case 'empty':
      return field === undefined || field === null || JSON.stringify(field) === '""' || JSON.stringify(field) === '[]';
    case 'count': {
      const bound = await read(condition.value);
      return typeof bound === 'number' && inOrder(Array.isArray(field) ? field.length : 0, condition.operator, bound);
    }
  }
}

function same(a: Value, b: Value, ignoreCase: boolean): boolean {
  const scalars = ['string', 'number', 'boolean'];
  if (!scalars.includes(typeof a) || !scalars.includes(typeof b)) return false;
  if (ignoreCase && typeof a === 'string' && typeof b === 'string') return a.toLowerCase() === b.toLowerCase();
  return a === b;
}

function containsParts(
  condition: Extract<Condition, { kind: 'contains' }>,
  field: Value,
  parts: readonly Value[],
): boolean {
  const readsText = condition.holder !== 'list' && typeof field === 'string';
  const readsList = condition.holder !== 'text' && Array.isArray(field);
  const has = (part: Value): boolean => {
    if (readsList) return (field as Json[]).some((item) => same(item, part, condition.ignoreCase));
    if (!readsText || typeof part !== 'string') return false;
    return condition.ignoreCase ? field.toLowerCase().includes(part.toLowerCase()) : field.includes(part);
  };
  if (!readsText && !readsList) return false;
  return condition.quantifier === 'any' ? parts.some(has) : parts.every(has);
}

function touches(
  condition: Extract<Condition, { kind: 'starts_with' | 'ends_with' }>,
  field: Value,
  part: Value,
): boolean {
  if (typeof field !== 'string' || typeof part !== 'string') return false;
  const [whole, piece] = condition.ignoreCase ? [field.toLowerCase(), part.toLowerCase()] : [field, part];
  return condition.kind === 'starts_with'
    ? whole.slice(0, piece.length) === piece
    : whole.slice(whole.length - piece.length) === piece && piece.length <= whole.length;
}

function comesBefore(
  condition: Extract<Condition, { kind: 'compare' }>,
  field: Value,
  bound: Value,
  world: ReferenceWorld,
): boolean {
  const left = measure(field, condition.as);
  let right = measure(bound, condition.as);
  if (condition.as === 'time' && condition.value.kind === 'literal' && measure(bound, 'date') !== undefined) {
    right = measure(world.startOfDay(String(bound)), 'time');
  }
  return left !== undefined && right !== undefined && inOrder(left, condition.operator, right);
}

function inOrder(left: number, operator: string, right: number): boolean {
  const order = Math.sign(left - right);
  const wanted: Record<string, readonly number[]> = { '<': [-1], '<=': [-1, 0], '>': [1], '>=': [0, 1], '=': [0] };
  return wanted[operator]?.includes(order) ?? false;
}

/** A number that sorts as the value does; dates in days, clocks in minutes, times in milliseconds. */
function measure(value: Value, as: 'number' | 'time' | 'date' | 'clock'): number | undefined {
  if (as === 'number') return typeof value === 'number' ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const clock = /^(\d\d):(\d\d)$/.exec(value);
  if (as === 'clock') {
    const [, hours = '99', minutes = '99'] = clock ?? [];
    return Number(hours) < 24 && Number(minutes) < 60 ? Number(hours) * 60 + Number(minutes) : undefined;
  }
  const [, year = '', month = '', day = '', rest = ''] = /^(\d{4})-(\d\d)-(\d\d)(.*)$/.exec(value) ?? [];
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  if (!isDay) return undefined;
  if (as === 'date') return rest === '' ? Number(year) * 10_000 + Number(month) * 100 + Number(day) : undefined;
  const [, h = '99', m = '99', s = '99', fraction = '', zone = ''] =
    /^T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(rest) ?? [];
  const offset = /^[+-](\d\d):(\d\d)$/.exec(zone) ?? ['', '00', '00'];
  const fits = Number(h) < 24 && Number(m) < 60 && Number(s) < 60 && Number(offset[1]) < 24 && Number(offset[2]) < 60;
  if (!fits) return undefined;
  const sign = zone.startsWith('-') ? -1 : 1;
  const minutes = Number(h) * 60 + Number(m) - sign * (Number(offset[1]) * 60 + Number(offset[2]));
  const milliseconds = Math.floor(Number(`0${fraction}`) * 1000 + 1e-9);
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) + minutes * 60_000 + Number(s) * 1000 + milliseconds;
}

function liesWithin(condition: Extract<Condition, { kind: 'within' }>, field: Value, world: ReferenceWorld): boolean {
  if (measure(field, condition.as) === undefined) return false;
  const forward = condition.direction === 'next';
  if (condition.as === 'time') {
    const ahead = Number(measure(field, 'time')) - Number(measure(world.now, 'time'));
    return forward ? ahead >= 0 && ahead <= condition.seconds * 1000 : ahead <= 0 && -ahead <= condition.seconds * 1000;
  }
  const days: string[] = [];
  for (let day = 0; day <= Math.floor(condition.seconds / 86_400); day++) {
    const midnight = Date.parse(`${world.date}T00:00:00Z`) + (forward ? day : -day) * 86_400_000;
    days.push(new Date(midnight).toISOString().slice(0, 10));
  }
  const [first = '', last = ''] = days.sort().filter((_, index, sorted) => index === 0 || index === sorted.length - 1);
  return String(field) >= first && String(field) <= (last === '' ? first : last);
}
