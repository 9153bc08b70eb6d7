import type { Condition, HappenedCondition, Operand } from '../../workflow/conditions/condition.ts';
import type { Json } from '../../workflow/json.ts';
import type { Path } from '../../workflow/references/path.ts';
import { reach } from './closure.ts';
import { FORMS, hasForm } from './literal-forms.ts';
import { patternLiteral } from './pattern.ts';

/** How a Choice state reads what a condition names: each function gives JSONata text. */
export interface ExpressionWriter {
  path(path: Path): string;
  /** A free expression with the language's roots, turned into one with the state machine's variables. */
  expression(source: string): string;
  happened(condition: HappenedCondition): string;
  isOpen(calendar: string): string;
  /** When a date begins in the workflow's zone: ISO 8601, a literal. */
  startOfDay(date: string): string;
}

/** How tightly a piece of text holds together, loosest first. */
type Binding = 'or' | 'and' | 'atom';

interface Written {
  readonly text: string;
  readonly binding: Binding;
}

/**
 * A condition as JSONata text for a Choice state. It is true or false whatever the data is: a Choice has no Catch, and
 * in JSONata `$not(missing)` is missing and `"abc" < 3` an error, so each comparison asks for the type first. `and` and
 * `or` stop at the first operand that decides, in 2.0.6 as in later versions. Only a free expression can fail.
 */
export function writeCondition(condition: Condition, writer: ExpressionWriter): string {
  return write(condition, writer).text;
}

function write(condition: Condition, writer: ExpressionWriter): Written {
  switch (condition.kind) {
    case 'all':
      return joined(
        'and',
        condition.conditions.map((inner) => write(inner, writer)),
      );
    case 'any':
      return joined(
        'or',
        condition.conditions.map((inner) => write(inner, writer)),
      );
    case 'not':
      return atom(`$not(${write(condition.condition, writer).text})`);
    case 'happened':
      return atom(writer.happened(condition));
    case 'business_hours':
      return atom(writer.isOpen(condition.calendar));
    case 'expression':
      return atom(`(${writer.expression(condition.source)}) = true`);
    default:
      return writeFieldCondition(condition, writer.path(condition.field), writer);
  }
}

function atom(text: string): Written {
  return { text, binding: 'atom' };
}

/** All of none holds, any of none does not. */
function joined(word: 'and' | 'or', parts: readonly Written[]): Written {
  const [only] = parts;
  if (only === undefined) return atom(String(word === 'and'));
  if (parts.length === 1) return only;
  const texts = parts.map(({ text, binding }) => (binding === 'or' && word === 'and' ? `(${text})` : text));
  return { text: texts.join(` ${word} `), binding: word };
}

function all(...texts: readonly string[]): Written {
  return joined('and', texts.map(atom));
}

type FieldCondition = Extract<Condition, { readonly field: Path }>;

function writeFieldCondition(condition: FieldCondition, field: string, writer: ExpressionWriter): Written {
  switch (condition.kind) {
    case 'equals':
      return equals(field, condition.value, condition.ignoreCase, writer);
    case 'one_of':
      return oneOf(field, condition.values, condition.ignoreCase, writer);
    case 'contains':
      return contains(field, condition, writer);
    case 'starts_with':
    case 'ends_with':
      return onTexts(field, condition, writer);
    case 'matches':
      return all(
        isType(field, 'string'),
        `$contains(${field}, ${patternLiteral(condition.pattern, condition.ignoreCase)})`,
      );
    case 'compare':
      return compare(field, condition, writer);
    case 'within':
      return within(field, condition, writer);
    case 'exists':
      return all(`$exists(${field})`, `${field} != null`);
    case 'empty':
      return joined('or', [`$count(${field}) = 0`, `${field} = null`, `${field} = ""`].map(atom));
    case 'count':
      return count(field, condition, writer);
  }
}

function isType(text: string, type: 'string' | 'number' | 'array'): string {
  return `$type(${text}) = "${type}"`;
}

/** A value written into an expression; nothing but JSON ever is. */
function literal(value: Json): string {
  return JSON.stringify(value);
}

function isScalar(value: Json): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function equals(field: string, value: Operand, ignoreCase: boolean, writer: ExpressionWriter): Written {
  if (value.kind === 'literal') {
    if (!isScalar(value.value)) return atom('false');
    if (!ignoreCase || typeof value.value !== 'string') return atom(`${field} = ${literal(value.value)}`);
    return all(isType(field, 'string'), `$lowercase(${field}) = ${literal(value.value.toLowerCase())}`);
  }
  const other = writer.path(value.path);
  const same = all(`$type(${field}) in ["string", "number", "boolean"]`, `${field} = ${other}`);
  if (!ignoreCase) return same;
  const folded = all(isType(field, 'string'), isType(other, 'string'), `$lowercase(${field}) = $lowercase(${other})`);
  return joined('or', [folded, same]);
}

/** Plain values are looked up in one list; what needs more is compared one by one. */
function oneOf(field: string, values: readonly Operand[], ignoreCase: boolean, writer: ExpressionWriter): Written {
  const listed = values.flatMap((value) => (value.kind === 'literal' && isScalar(value.value) ? [value.value] : []));
  if (listed.length < values.length || (ignoreCase && listed.some((value) => typeof value === 'string'))) {
    return joined(
      'or',
      values.map((value) => equals(field, value, ignoreCase, writer)),
    );
  }
  return atom(`${field} in ${list(listed)}`);
}

function list(values: readonly Json[]): string {
  return `[${values.map(literal).join(', ')}]`;
}

type Contains = Extract<Condition, { kind: 'contains' }>;

function contains(field: string, condition: Contains, writer: ExpressionWriter): Written {
  const { holder, quantifier, values } = condition;
  const word = quantifier === 'any' ? 'or' : 'and';
  const reading = (type: 'string' | 'array', part: (value: Operand) => Written): Written =>
    joined('and', [atom(isType(field, type)), joined(word, values.map(part))]);
  const readings = {
    text: () => reading('string', (value) => hasText(field, value, condition.ignoreCase, writer)),
    list: () => reading('array', (value) => hasItem(field, value, condition.ignoreCase, writer)),
  };
  return holder === 'any' ? joined('or', [readings.text(), readings.list()]) : readings[holder]();
}

/** The field is known to be text here. */
function hasText(field: string, value: Operand, ignoreCase: boolean, writer: ExpressionWriter): Written {
  return withText(value, ignoreCase, writer, (part) => atom(`$contains(${foldedText(field, ignoreCase)}, ${part})`));
}

/** A text to compare with: a literal is one or it isn't; of a path the state has to ask. */
function withText(
  value: Operand,
  ignoreCase: boolean,
  writer: ExpressionWriter,
  use: (part: string) => Written,
): Written {
  if (value.kind === 'path') {
    const part = writer.path(value.path);
    return joined('and', [atom(isType(part, 'string')), use(foldedText(part, ignoreCase))]);
  }
  if (typeof value.value !== 'string') return atom('false');
  return use(literal(ignoreCase ? value.value.toLowerCase() : value.value));
}

function foldedText(text: string, ignoreCase: boolean): string {
  return ignoreCase ? `$lowercase(${text})` : text;
}

/** The field is known to be a list here. */
function hasItem(field: string, value: Operand, ignoreCase: boolean, writer: ExpressionWriter): Written {
  if (value.kind === 'literal') {
    if (!isScalar(value.value)) return atom('false');
    if (!ignoreCase || typeof value.value !== 'string') return atom(`${literal(value.value)} in ${field}`);
    return atom(`${literal(value.value.toLowerCase())} in ${foldedItems(field)}`);
  }
  const item = writer.path(value.path);
  const same = all(`$type(${item}) in ["string", "number", "boolean"]`, `${item} in ${field}`);
  if (!ignoreCase) return same;
  return joined('or', [all(isType(item, 'string'), `$lowercase(${item}) in ${foldedItems(field)}`), same]);
}

function foldedItems(field: string): string {
  return `${field}[$type($) = "string"].$lowercase($)`;
}

function onTexts(
  field: string,
  condition: Extract<Condition, { kind: 'starts_with' | 'ends_with' }>,
  writer: ExpressionWriter,
): Written {
  const text = foldedText(field, condition.ignoreCase);
  const test = (part: string): Written => {
    const length = condition.value.kind === 'literal' ? String([...JSON.parse(part)].length) : `$length(${part})`;
    const cut = condition.kind === 'starts_with' ? `0, ${length}` : `$length(${text}) - ${length}`;
    return atom(`$substring(${text}, ${cut}) = ${part}`);
  };
  return joined('and', [atom(isType(field, 'string')), withText(condition.value, condition.ignoreCase, writer, test)]);
}

type Compare = Extract<Condition, { kind: 'compare' }>;

function compare(field: string, condition: Compare, writer: ExpressionWriter): Written {
  const { as, operator, value } = condition;
  const guards = hasComparable(field, condition.field, as);
  if (value.kind === 'path') {
    const other = writer.path(value.path);
    return all(...guards, ...hasComparable(other, value.path, as), `${side(field, as)} ${operator} ${side(other, as)}`);
  }
  const bound = literalBound(value.value, as, writer);
  if (bound === undefined) return atom('false');
  return all(...guards, `${side(field, as)} ${operator} ${side(bound, as)}`);
}

function hasComparable(text: string, path: Path, as: Compare['as']): readonly string[] {
  if (as === 'number') return [isType(text, 'number')];
  if (path.root === 'now' && formOfNow(path) === as) return [];
  return [isType(text, 'string'), `$contains(${text}, /${FORMS[as]}/)`];
}

/** The moment and its parts always have their form. */
function formOfNow({ segments }: Path): string | number | undefined {
  return segments.length === 0 ? 'time' : segments[0];
}

function side(text: string, as: Compare['as']): string {
  return as === 'time' ? `$toMillis(${text})` : text;
}

/** A date written beside a time stands for the start of that day. */
function literalBound(value: Json, as: Compare['as'], writer: ExpressionWriter): string | undefined {
  if (as === 'number') return typeof value === 'number' ? literal(value) : undefined;
  if (typeof value !== 'string') return undefined;
  if (hasForm(value, as)) return literal(value);
  return as === 'time' && hasForm(value, 'date') ? literal(writer.startOfDay(value)) : undefined;
}

const NOW: Path = { root: 'now', segments: [] };
const TODAY: Path = { root: 'now', segments: ['date'] };

function within(field: string, condition: Extract<Condition, { kind: 'within' }>, writer: ExpressionWriter): Written {
  const { as, direction } = condition;
  const here = as === 'time' ? `$toMillis(${writer.path(NOW)})` : writer.path(TODAY);
  const distance = reach(condition);
  const shifted = `$toMillis(${writer.path(as === 'time' ? NOW : TODAY)}) ${distance < 0 ? '-' : '+'} ${Math.abs(distance)}`;
  const there = as === 'time' ? shifted : `$substring($fromMillis(${shifted}), 0, 10)`;
  const [from, to] = direction === 'last' ? [there, here] : [here, there];
  const value = side(field, as);
  return all(...hasComparable(field, condition.field, as), `${value} >= ${from}`, `${value} <= ${to}`);
}

function count(field: string, condition: Extract<Condition, { kind: 'count' }>, writer: ExpressionWriter): Written {
  const { operator, value } = condition;
  const length = `(${isType(field, 'array')} ? $count(${field}) : 0)`;
  if (value.kind === 'path') {
    const bound = writer.path(value.path);
    return all(isType(bound, 'number'), `${length} ${operator} ${bound}`);
  }
  return atom(typeof value.value === 'number' ? `${length} ${operator} ${literal(value.value)}` : 'false');
}
