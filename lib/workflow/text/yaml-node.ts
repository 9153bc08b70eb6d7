import { isAlias, isMap, isScalar, isSeq, type ParsedNode, Scalar, type YAMLMap } from 'yaml';
import type { Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import { emptyValue, lastKey, type Place, type Reading } from './reading.ts';
import type { SourceRange } from './source-positions.ts';
import { readScalar } from './yaml-scalar.ts';

/** Nested deeper than any workflow, and far from what recursion bears. */
const MAX_DEPTH = 100;

/** The value of a node, with its position noted and what is wrong with it reported. */
export function readNode(reading: Reading, node: ParsedNode, place: Place): Json {
  const braces = isMap(node) && node.flow === true && reading.text.startsWith('{{', node.range[0]);
  const [start, end] = braces ? bracesRange(reading, node.range[0], place.inFlow) : node.range;
  const block = (isMap(node) || isSeq(node)) && node.flow !== true;
  reading.noted.set(place.pointer, { value: { start, end }, block, ...(place.key ? { key: place.key } : {}) });
  if (braces) return readBraces(reading, { start, end }, place);
  refuseProperties(reading, node, place.pointer);
  if (isAlias(node)) return node.source;
  if (isScalar(node)) return readScalar(reading, node, place);
  if (place.depth >= MAX_DEPTH) {
    const message = `This is nested more than ${MAX_DEPTH} levels deep. Flatten it, with goto between steps where it helps`;
    reading.report({ code: 'SB110', message, pointer: place.pointer }, start);
    return '';
  }
  const inFlow = place.inFlow || node.flow === true;
  if (isMap(node)) return readMap(reading, node, { ...place, inFlow });
  return node.items.map((item, index) => {
    const pointer = joinPointer(place.pointer, index);
    return readNode(reading, item, { pointer, depth: place.depth + 1, inFlow });
  });
}

function readMap(reading: Reading, map: YAMLMap.Parsed, place: Place): Json {
  const entries = map.items.map(({ key, value }): [string, Json] => {
    const range = { start: key.range[0], end: key.range[1] };
    const name = readKey(reading, key, place.pointer);
    const at = { pointer: joinPointer(place.pointer, name), depth: place.depth + 1, inFlow: place.inFlow, key: range };
    return [name, readValue(reading, value, at)];
  });
  return Object.fromEntries(entries);
}

/** `key` alone, or `{ key }`, has no value node at all. */
function readValue(reading: Reading, value: ParsedNode | null, place: Place & { key: SourceRange }): Json {
  if (value !== null) return readNode(reading, value, place);
  reading.noted.set(place.pointer, { value: place.key, key: place.key, block: false });
  reading.report({ code: 'SB106', message: emptyValue(place.pointer), pointer: place.pointer }, place.key.start);
  return '';
}

function readKey(reading: Reading, key: ParsedNode, pointer: string): string {
  refuseProperties(reading, key, pointer);
  const written = reading.text.slice(key.range[0], key.range[1]);
  if (!isScalar(key)) {
    const message = isAlias(key)
      ? NO_ALIASES
      : 'A key is one word, not a list or map. Quote a text that begins with [ or {';
    reading.report({ code: isAlias(key) ? 'SB102' : 'SB105', message, pointer }, key.range[0]);
    return written;
  }
  if (key.value === '<<' && key.type === Scalar.PLAIN) {
    const message = 'A definition has no merge keys. Write the values out';
    reading.report({ code: 'SB102', message, pointer }, key.range[0]);
    return written;
  }
  if (key.value === '__proto__') {
    reading.report({ code: 'SB105', message: '"__proto__" cannot be a key. Rename it', pointer }, key.range[0]);
    return '';
  }
  const value = readScalar(reading, key, { pointer, depth: 0, inFlow: false }, 'key');
  return typeof value === 'string' ? value : written;
}

const NO_ALIASES = 'A definition has no anchors and aliases. Write the value out';

function refuseProperties(reading: Reading, node: ParsedNode, pointer: string): void {
  const refuse = (message: string) => reading.report({ code: 'SB102', message, pointer }, node.range[0]);
  if (isAlias(node)) refuse(NO_ALIASES);
  else {
    if (node.anchor !== undefined) refuse(NO_ALIASES);
    if (node.tag !== undefined)
      refuse('A definition has no tags (!…). Remove the tag, and quote the value if it is text');
  }
}

function readBraces(reading: Reading, range: SourceRange, place: Place): Json {
  const written = reading.text.slice(range.start, range.end);
  const fix = JSON.stringify(written);
  const message = `"${written}" must be quoted: without quotes YAML reads { as a map. Write ${lastKey(place.pointer)}${fix}`;
  reading.report({ code: 'SB103', message, pointer: place.pointer, fix }, range.start);
  reading.braceLines.add(reading.lineOf(range.start));
  return written;
}

/** The text meant by an unquoted `{{`: up to `}}` among others in a line, else the whole value up to a comment. */
function bracesRange(reading: Reading, start: number, inFlow: boolean): [number, number] {
  const lineEnd = reading.text.indexOf('\n', start);
  const line = reading.text.slice(start, lineEnd === -1 ? undefined : lineEnd);
  const close = line.indexOf('}}');
  const length = inFlow && close !== -1 ? close + 2 : line.replace(/\s+#\s.*$/, '').trimEnd().length;
  return [start, start + length];
}
