import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import { isClock, isDate, isTime } from '../schema/moment.ts';
import type { Fields, FieldType } from './catalogue.ts';

/** A value that is not of the type the catalogue declares. */
export interface Misfit {
  /** RFC 6901 pointer inside the value. */
  readonly pointer: string;
  /** What is there, and what should be: `is text, must be a number`. */
  readonly problem: string;
}

/**
 * Everything in `data` that does not fit `fields`: missing, null or wrongly typed. Fields that are not declared are
 * left alone, so that an app may add to its events.
 */
export function findMisfits(data: JsonObject, fields: Fields, pointer = ''): Misfit[] {
  return Object.entries(fields).flatMap(([name, type]) => {
    const at = joinPointer(pointer, name);
    const value = data[name];
    if (value === undefined || value === null) {
      return type.optional ? [] : [{ pointer: at, problem: `is missing, must be ${describeType(type)}` }];
    }
    return findMisfitsOfValue(value, type, at);
  });
}

/** Everything in one present value that does not fit its type. */
export function findMisfitsOfValue(value: Json, type: FieldType, pointer: string): Misfit[] {
  if (type.type === 'list' && isJsonList(value)) {
    return value.flatMap((item, index) => findMisfitsOfValue(item, type.of, joinPointer(pointer, index)));
  }
  if (type.type === 'object' && isJsonObject(value)) return findMisfits(value, type.fields, pointer);
  if (isOfType(value, type)) return [];
  return [{ pointer, problem: `is ${describeValue(value)}, must be ${describeType(type)}` }];
}

/** Lists and objects have been looked into: what is left of them is none. */
function isOfType(value: Json, type: FieldType): boolean {
  switch (type.type) {
    case 'any':
      return true;
    case 'number':
    case 'boolean':
      return typeof value === type.type;
    case 'text':
      return typeof value === 'string' && (type.values === undefined || type.values.includes(value));
    case 'time':
      return typeof value === 'string' && isTime(value);
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'clock':
      return typeof value === 'string' && isClock(value);
    case 'list':
    case 'object':
      return false;
  }
}

/** A type in words: `text`, `one of low, high`, `a list`. */
export function describeType(type: FieldType): string {
  switch (type.type) {
    case 'text':
      return type.values === undefined ? 'text' : `one of ${type.values.join(', ')}`;
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'time':
      return 'a time (ISO 8601 with Z or an offset)';
    case 'date':
      return 'a date (2026-12-24)';
    case 'clock':
      return 'a clock (09:00)';
    case 'list':
      return 'a list';
    case 'object':
      return 'an object';
    case 'any':
      return 'any value';
  }
}

function describeValue(value: Json): string {
  if (value === null) return 'null';
  if (isJsonList(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  return String(value);
}
