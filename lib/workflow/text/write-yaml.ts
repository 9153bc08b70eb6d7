import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { writeValue } from './write-value.ts';

/** Lines of comment around an item of a list. */
export interface ItemComments {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Comments by the item itself. */
export type Comments = ReadonlyMap<Json, ItemComments>;

/** What can be written in several lines. */
type Block = readonly Json[] | JsonObject;

const WIDTH = 118;

/** A definition as people write it: steps below each other, small maps and lists in one line. */
export function writeYaml(tree: JsonObject, comments: Comments): string {
  return `${mapLines(tree, 0, comments).join('\n')}\n`;
}

function blockLines(value: Block, indent: number, comments: Comments): readonly string[] {
  if (isJsonList(value)) return value.flatMap((item) => itemLines(item, indent, comments));
  return mapLines(value, indent, comments);
}

function mapLines(map: JsonObject, indent: number, comments: Comments): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const head = `${' '.repeat(indent)}${writeValue(key)}:`;
    const line = `${head} ${writeValue(value)}`;
    const short = fits(line, value, comments) && !(indent === 0 && isJsonList(value));
    return short || !isBlock(value) ? [line] : [head, ...blockLines(value, indent + 2, comments)];
  });
}

function itemLines(item: Json, indent: number, comments: Comments): readonly string[] {
  const space = ' '.repeat(indent);
  const { above, below } = comments.get(item) ?? { above: [], below: [] };
  const around = (lines: readonly string[]): readonly string[] => [
    ...above.map((line) => `${space}# ${line}`),
    ...lines,
    ...below.map((line) => `${space}# ${line}`),
  ];
  const line = `${space}- ${writeValue(item)}`;
  if (fits(line, item, comments) || !isBlock(item)) return around([line]);
  const lines = blockLines(item, indent + 2, comments);
  return around([`${space}- ${lines.slice(0, 1).join('').trimStart()}`, ...lines.slice(1)]);
}

/** Nothing and single values have no other form than one line. */
function isBlock(value: Json): value is Block {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function fits(line: string, value: Json, comments: Comments): boolean {
  return line.length <= WIDTH && isFlat(value, comments);
}

/** Of several maps, each begins a line of its own; and in the middle of a line no comment has room. */
function isFlat(value: Json, comments: Comments): boolean {
  if (isJsonList(value)) {
    const maps = value.filter((item) => isJsonObject(item));
    return maps.length < 2 && value.every((item) => !comments.has(item) && isFlat(item, comments));
  }
  return !isJsonObject(value) || Object.values(value).every((item) => isFlat(item, comments));
}
