import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { readsDifferentlyInOlderYaml } from './words-of-older-yaml.ts';

/** Text that means itself without quotes, in a list or map of any style. */
const PLAIN = /^(?:[A-Za-z/]|\d+ [a-z])[A-Za-z0-9_./@+ -]*(?<! )$/;
const WORDS = ['true', 'false', 'null'];

/** A value in one line of YAML that stands wherever a value can: every reader takes it as what it is. */
export function writeValue(value: Json): string {
  if (isJsonList(value)) return `[${value.map(writeValue).join(', ')}]`;
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${writeValue(key)}: ${writeValue(item)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' && isPlain(value) ? value : JSON.stringify(value);
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !WORDS.includes(text.toLowerCase()) && !readsDifferentlyInOlderYaml(text);
}
