import { Scalar } from 'yaml';
import type { Json } from '../json.ts';
import { emptyValue, lastKey, type Place, type Reading } from './reading.ts';
import { readsDifferentlyInOlderYaml } from './words-of-older-yaml.ts';

/** Written so that every YAML tool, old or new, and JSON read the same number. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** The value of a scalar; what the text rules refuse is reported, and stands as its likeliest meaning. */
export function readScalar(reading: Reading, node: Scalar.Parsed, place: Place, as: 'key' | 'value' = 'value'): Json {
  const plain = node.type === Scalar.PLAIN;
  const whole = plain ? claimTrap(reading, node) : undefined;
  if (whole !== undefined) {
    const fix = JSON.stringify(whole);
    const message = `YAML takes what stands behind # for a comment. Write ${lastKey(place.pointer)}${fix}; a comment begins with "# " (hash, space)`;
    reading.report({ code: 'SB108', message, pointer: place.pointer, fix }, node.range[0]);
    return whole;
  }
  const { value } = node;
  if (value === null) {
    reading.report(
      { code: 'SB106', message: emptyValue(place.pointer), pointer: place.pointer },
      place.key?.start ?? node.range[0],
    );
    return '';
  }
  if (typeof value === 'number') return readNumber(reading, node, value, place.pointer);
  if (typeof value === 'string' && plain && readsDifferentlyInOlderYaml(value))
    warnOfWord(reading, node, place.pointer, as);
  return typeof value === 'boolean' ? value : String(value);
}

function readNumber(reading: Reading, node: Scalar.Parsed, value: number, pointer: string): Json {
  const fix = JSON.stringify(node.source);
  if (!Number.isFinite(value)) {
    const message = `${node.source} is no number that JSON can carry. If it is text, quote it: ${fix}`;
    reading.report({ code: 'SB107', message, pointer, fix }, node.range[0]);
  } else if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    const message = `${node.source} is a number that loses digits beyond 2^53. If it is text, quote it: ${fix}`;
    reading.report({ code: 'SB107', message, pointer, fix }, node.range[0]);
  } else if (!PLAIN_NUMBER.test(node.source)) {
    const message = `${node.source} is not read alike by all tools. If it is text, quote it: ${fix}; if it is a number, write ${value}`;
    reading.report({ code: 'SB107', message, pointer, fix }, node.range[0]);
  }
  return value;
}

function warnOfWord(reading: Reading, node: Scalar.Parsed, pointer: string, as: 'key' | 'value'): void {
  const fix = JSON.stringify(node.value);
  const message = `The ${as} ${node.source} is text here, but something else to tools that read YAML 1.1. Write ${fix}; signalbox format does it`;
  reading.report({ code: 'SB109', severity: 'warning', message, pointer, fix }, node.range[0]);
}

/** The text that was meant, where a comment behind this scalar, on its line, is likely to be part of it. */
function claimTrap(reading: Reading, node: Scalar.Parsed): string | undefined {
  const index = reading.traps.findIndex(
    (trap) =>
      trap.start >= node.range[1] &&
      reading.text.slice(node.range[1], trap.start).trim() === '' &&
      sameLine(reading, node, trap.start),
  );
  const trap = reading.traps[index];
  if (trap === undefined) return undefined;
  reading.traps.splice(index, 1);
  return reading.text.slice(node.range[0], trap.end).trimStart();
}

function sameLine(reading: Reading, node: Scalar.Parsed, offset: number): boolean {
  return !reading.text.slice(node.range[1], offset).includes('\n');
}
