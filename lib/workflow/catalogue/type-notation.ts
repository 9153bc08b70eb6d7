import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import { nearestName } from '../references/nearest-name.ts';
import type { Fields, FieldType } from './catalogue.ts';

const WORDS = ['text', 'number', 'boolean', 'time', 'date', 'clock', 'list', 'object', 'any'] as const;

/** What cannot be read as a type. */
export interface TypeProblem {
  /** RFC 6901 pointer from the notation's own root. */
  readonly pointer: string;
  readonly message: string;
}

export interface ReadFields {
  readonly fields: Fields;
  readonly problems: readonly TypeProblem[];
}

/**
 * Reads types as people write them: `{ score: number, lines: [{ sku: text }] }`. A field whose name ends with `?` may
 * be missing; with `optional`, every field may. What cannot be read is of type any, so that one slip has one message.
 */
export function readFields(notation: JsonObject, mode: 'as_marked' | 'optional', pointer = ''): ReadFields {
  const fields: Record<string, FieldType> = {};
  const problems: TypeProblem[] = [];
  for (const [key, value] of Object.entries(notation)) {
    const marked = key.endsWith('?');
    const read = readType(value, mode, joinPointer(pointer, key));
    problems.push(...read.problems);
    fields[marked ? key.slice(0, -1) : key] =
      marked || mode === 'optional' ? { ...read.type, optional: true } : read.type;
  }
  return { fields, problems };
}

function readType(
  notation: Json,
  mode: 'as_marked' | 'optional',
  pointer: string,
): { readonly type: FieldType; readonly problems: readonly TypeProblem[] } {
  if (typeof notation === 'string') return readWord(notation, pointer);
  if (isJsonList(notation)) {
    const [item, ...more] = notation;
    if (item === undefined || more.length > 0) {
      return refuse(pointer, 'A list type has exactly one item, the type of each: [text] or [{ sku: text }].');
    }
    const read = readType(item, mode, joinPointer(pointer, 0));
    return { type: { type: 'list', of: read.type }, problems: read.problems };
  }
  if (isJsonObject(notation)) {
    const read = readFields(notation, mode, pointer);
    return { type: { type: 'object', fields: read.fields }, problems: read.problems };
  }
  return refuse(pointer, `${JSON.stringify(notation)} is no type. Write one of ${WORDS.join(', ')}, a map, or a list.`);
}

function readWord(
  word: string,
  pointer: string,
): { readonly type: FieldType; readonly problems: readonly TypeProblem[] } {
  switch (word) {
    case 'text':
    case 'number':
    case 'boolean':
    case 'time':
    case 'date':
    case 'clock':
    case 'any':
      return { type: { type: word }, problems: [] };
    case 'list':
      return { type: { type: 'list', of: { type: 'any' } }, problems: [] };
    case 'object':
      return { type: { type: 'object', fields: {}, open: true }, problems: [] };
    default: {
      const nearest = nearestName(word, WORDS);
      const mend = nearest === undefined ? `Write one of ${WORDS.join(', ')}.` : `Did you mean "${nearest}"?`;
      return refuse(pointer, `There is no type "${word}". ${mend}`);
    }
  }
}

function refuse(
  pointer: string,
  message: string,
): { readonly type: FieldType; readonly problems: readonly TypeProblem[] } {
  return { type: { type: 'any' }, problems: [{ pointer, message }] };
}
