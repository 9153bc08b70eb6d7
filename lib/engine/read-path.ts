import type { Json } from '../workflow/json.ts';

/** The value behind names and indexes, or `undefined` where there is none. Nothing is looked up on prototypes. */
export function readPath(value: Json | undefined, segments: readonly (string | number)[]): Json | undefined {
  let found: Json | undefined = value;
  for (const segment of segments) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, segment)) {
      return undefined;
    }
    found = (found as { readonly [key: string | number]: Json })[segment];
  }
  return found;
}

/** The same for a path written as in the catalogue, without a root: `lead.contact_id`. */
export function readField(value: Json, field: string): Json | undefined {
  return readPath(value, field.split('.'));
}

/** An id in an event's data: text that is not empty. Anything else counts as missing. */
export function readId(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
