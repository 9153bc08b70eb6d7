import type { Fields, FieldType } from './catalogue.ts';

/** Text; `values` closes it to a list of words. */
export function text(description: string, values?: readonly string[]): FieldType {
  return values === undefined ? { type: 'text', description } : { type: 'text', description, values };
}

/** A number, fractions included. */
export function number(description: string): FieldType {
  return { type: 'number', description };
}

/** A moment: ISO 8601 with `Z` or an offset. */
export function time(description: string): FieldType {
  return { type: 'time', description };
}

/** A calendar day: `2026-12-24`. */
export function date(description: string): FieldType {
  return { type: 'date', description };
}

/** Anything JSON can say. */
export function anything(description: string): FieldType {
  return { type: 'any', description };
}

/** A list of texts. */
export function texts(description: string): FieldType {
  return { type: 'list', description, of: { type: 'text' } };
}

/** A group of named fields; with `open`, other names are allowed beside them. */
export function object(description: string, fields: Fields, open = false): FieldType {
  return open ? { type: 'object', description, fields, open: true } : { type: 'object', description, fields };
}

/** The same type, of a field that may be missing. */
export function optional(type: FieldType): FieldType {
  return { ...type, optional: true };
}
