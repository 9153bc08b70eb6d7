import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { writeValue } from './write-value.ts';

/** Lines of comment: above an item of a list by the item itself, behind the last one by the list. */
export type Comments = ReadonlyMap<Json, readonly string[]>;

const WIDTH = 118;

/** A definition as people write it: steps below each other, small maps and lists in one line. */
export function writeYaml(tree: JsonObject, comments: Comments): string {
  return `${mapLines(tree, 0, comments).join('\n')}\n`;
}

function blockLines(value: Json, indent: number, comments: Comments): readonly string[] {
  if (isJsonList(value)) {
    return [...value.flatMap((item) => itemLines(item, indent, comments)), ...commentLines(value, indent, comments)];
  }
  return isJsonObject(value) ? mapLines(value, indent, comments) : [`${' '.repeat(indent)}${writeValue(value)}`];
}

function mapLines(map: JsonObject, indent: number, comments: Comments): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const head = `${' '.repeat(indent)}${writeValue(key)}:`;
    const line = `${head} ${writeValue(value)}`;
    const short = fits(line, value, comments) && !(indent === 0 && isJsonList(value));
    return short || isEmpty(value) ? [line] : [head, ...blockLines(value, indent + 2, comments)];
  });
}

function itemLines(item: Json, indent: number, comments: Comments): readonly string[] {
  const space = ' '.repeat(indent);
  const above = commentLines(item, indent, comments);
  const line = `${space}- ${writeValue(item)}`;
  if (fits(line, item, comments) || isEmpty(item)) return [...above, line];
  const [first = '', ...rest] = blockLines(item, indent + 2, comments);
  return [...above, `${space}- ${first.trimStart()}`, ...rest];
}

function commentLines(value: Json, indent: number, comments: Comments): readonly string[] {
  return (comments.get(value) ?? []).map((line) => `${' '.repeat(indent)}# ${line}`);
}

/** Nothing and single values have no other form than one line. */
function isEmpty(value: Json): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

function fits(line: string, value: Json, comments: Comments): boolean {
  return line.length <= WIDTH && isFlat(value, comments);
}

/** Of several maps, each begins a line of its own; and in the middle of a line no comment has room. */
function isFlat(value: Json, comments: Comments): boolean {
  if (isJsonList(value)) {
    const maps = value.filter((item) => isJsonObject(item));
    return (
      maps.length < 2 && !comments.has(value) && value.every((item) => !comments.has(item) && isFlat(item, comments))
    );
  }
  return !isJsonObject(value) || Object.values(value).every((item) => isFlat(item, comments));
}
