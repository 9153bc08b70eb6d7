import type { FieldType } from '../../catalogue/catalogue.ts';
import { describeType, findMisfitsOfValue } from '../../catalogue/find-misfits.ts';
import { isJsonList, isJsonObject, type Json } from '../../json.ts';
import { joinPointer } from '../../json-pointer.ts';
import { suggestion } from '../../references/nearest-name.ts';
import { type AskRoot, nounOf } from '../../references/resolve-type.ts';
import { isTemplate } from '../../references/template.ts';
import { patternProblem } from '../expressions/pattern-problem.ts';
import { readText } from '../references/read-text.ts';
import type { Findings } from '../subject.ts';
import { COMPARISONS, OPERATORS, type OperatorRule } from './operators.ts';

/** One operator beside its field. */
export interface UsedOperator {
  readonly name: string;
  readonly rule: OperatorRule;
  readonly value: Json;
  readonly pointer: string;
  /** As written. */
  readonly field: string;
  readonly type: FieldType;
}

/** Checks that an operator can hold for a field of that type, and that the value it compares with can equal it. */
export function checkOperator(used: UsedOperator, ask: AskRoot, findings: Findings): void {
  const { name, rule, value, pointer, field, type } = used;
  if (type.type !== 'any' && !rule.fields.includes(type.type)) {
    const usable = Object.keys(OPERATORS).filter((other) => OPERATORS[other]?.fields.includes(type.type));
    const message = `${name} never holds for ${field}: it is ${nounOf(type)}. Write ${usable.join(', ')}`;
    findings.error('SB419', pointer, message);
    return;
  }
  switch (rule.compared) {
    case 'same':
      compare(value, type, used, ask, findings);
      break;
    case 'item':
      compare(value, itemOf(type), used, ask, findings);
      break;
    case 'each_same':
    case 'each_item': {
      const each = rule.compared === 'each_same' ? type : itemOf(type);
      for (const [index, item] of listOf(value).entries()) {
        compare(item, each, { ...used, pointer: joinPointer(pointer, index) }, ask, findings);
      }
      break;
    }
    case 'count':
      for (const [operator, number] of Object.entries(isJsonObject(value) ? value : {})) {
        const counted = { ...used, name: 'count', pointer: joinPointer(pointer, operator) };
        for (const item of listOf(number)) compare(item, { type: 'number' }, counted, ask, findings);
      }
      break;
    case 'pattern': {
      const problem = patternProblem(String(value));
      if (problem !== undefined) findings.error(problem.code, pointer, problem.message);
      break;
    }
    case 'nothing':
      break;
  }
}

function compare(value: Json, type: FieldType, used: UsedOperator, ask: AskRoot, findings: Findings): void {
  if (typeof value === 'string' && isTemplate(value)) {
    const given = readText(value, used.pointer, ask, findings).type;
    if (given === undefined || isComparable(given, type)) return;
    findings.error(
      'SB420',
      used.pointer,
      `${value} is ${nounOf(given)}, and ${subjectOf(used)} ${nounOf(type)}: they are never equal`,
    );
    return;
  }
  // Times and dates beside each other have been looked at when the graph was built.
  if (COMPARISONS.has(used.name) || findMisfitsOfValue(value, type, '').length === 0) return;
  const known = type.type === 'text' && type.values !== undefined ? suggestion(String(value), type.values) : '';
  const mend = known === '' ? ` Write ${describeType(type)}` : known;
  const message = `${subjectOf(used)} ${nounOf(type)} that is never ${JSON.stringify(value)}.${mend}`;
  findings.error('SB420', used.pointer, message);
}

/** Text is looked for in text; the items of lists, and everything else, in values of their own type. */
function subjectOf({ name, field, type }: UsedOperator): string {
  if (name === 'count') return 'a count is';
  return type.type === 'list' ? `each of ${field} is` : `${field} is`;
}

function isComparable(left: FieldType, right: FieldType): boolean {
  return left.type === 'any' || right.type === 'any' || left.type === right.type;
}

function itemOf(type: FieldType): FieldType {
  if (type.type === 'list') return type.of;
  return type.type === 'text' ? { type: 'text' } : { type: 'any' };
}

function listOf(value: Json): readonly Json[] {
  return isJsonList(value) ? value : [value];
}
