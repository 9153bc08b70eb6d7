import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';

/** A value that is not the same on both sides. Absent: there was none, or there is none any more. */
export interface ValueDifference {
  /** RFC 6901, within what is compared. */
  readonly pointer: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What differs between two values, as deep down as it does; in the order of the second one's keys. */
export function compareValues(
  before: Json | undefined,
  after: Json | undefined,
  pointer = '',
): readonly ValueDifference[] {
  if (isJsonObject(before) && isJsonObject(after)) {
    const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return names.flatMap((name) => compareValues(before[name], after[name], joinPointer(pointer, name)));
  }
  if (isJsonList(before) && isJsonList(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      compareValues(before[index], after[index], joinPointer(pointer, index)),
    );
  }
  if (before === after) {
    return [];
  }
  return [{ pointer, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}
