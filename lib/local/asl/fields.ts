import type { Json } from '../../workflow/json.ts';
import { unexpectedType } from './expression.ts';
import type { Scope } from './functions.ts';
import type { ConditionField, NumberField, TextField } from './machine.ts';
import type { ExpressionTemplate } from './template.ts';

/** A field that holds a whole number from `minimum` on. */
export async function evaluateNumber(field: NumberField, scope: Scope, minimum: number): Promise<number> {
  if (typeof field === 'number') {
    return field;
  }
  const value = await field.expression.evaluate(scope, field.location);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum) {
    throw mismatch(field, `integer of at least ${minimum}`, value);
  }
  return value;
}

/** A field that holds text. */
export async function evaluateText(field: TextField, scope: Scope): Promise<string> {
  if (typeof field === 'string') {
    return field;
  }
  const value = await field.expression.evaluate(scope, field.location);
  if (typeof value !== 'string') {
    throw mismatch(field, 'string', value);
  }
  return value;
}

/** A condition; anything but true and false is an error, as there is no telling what was meant. */
export async function evaluateCondition(field: ConditionField, scope: Scope): Promise<boolean> {
  if (typeof field === 'boolean') {
    return field;
  }
  const value = await field.expression.evaluate(scope, field.location);
  if (typeof value !== 'boolean') {
    throw mismatch(field, 'boolean', value);
  }
  return value;
}

function mismatch(field: ExpressionTemplate, expected: string, value: Json): Error {
  return unexpectedType(field.expression.source, field.location, expected, value);
}
