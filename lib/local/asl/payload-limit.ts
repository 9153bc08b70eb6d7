import type { Json } from '../../workflow/json.ts';

/** Step Functions' bound for one payload: a state's input, arguments, result or output, or one Assign. */
export const payloadLimitBytes = 256 * 1024;

/** Step Functions' bound for all variables of an execution together. */
export const variablesLimitBytes = 10 * 1024 * 1024;

/** Deeper nesting is refused as too large: recursive readers of JSON, ours among them, must not run out of stack. */
const maximumNesting = 1_000;

/** No UTF-16 unit takes more than six bytes of JSON (an escaped control character). */
const bytesPerCharacter = 6;
const bytesPerNumber = 26;

/**
 * Whether a value takes more than `limit` bytes as UTF-8 JSON, or nests deeper than a reader can follow. An upper
 * bound is counted first, so that the usual small payload is never written out only to be measured.
 */
export function exceedsLimit(value: Json, limit: number = payloadLimitBytes): boolean {
  const bound = sizeBound(value);
  if (bound <= limit) {
    return false;
  }
  return bound === Number.POSITIVE_INFINITY || jsonBytes(value) > limit;
}

/** The size of a value as UTF-8 JSON. */
export function jsonBytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

/** A size that the value's JSON does not pass; infinite for one that nests too deep to be read. */
export function sizeBound(value: Json, depth = 0): number {
  if (depth > maximumNesting) {
    return Number.POSITIVE_INFINITY;
  }
  if (typeof value === 'string') {
    return value.length * bytesPerCharacter + 2;
  }
  if (typeof value !== 'object' || value === null) {
    return bytesPerNumber;
  }
  let bytes = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      bytes += 1 + sizeBound(item, depth + 1);
    }
    return bytes;
  }
  for (const [key, item] of Object.entries(value)) {
    bytes += key.length * bytesPerCharacter + 4 + sizeBound(item, depth + 1);
  }
  return bytes;
}
