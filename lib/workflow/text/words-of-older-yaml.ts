import { Schema } from 'yaml';

const OLDER_TAGS = new Schema({ schema: 'yaml-1.1' }).tags;
const CORE_TAGS = new Schema({ schema: 'core' }).tags;
const CLOCK = /^\d{1,2}:\d\d$/;
const DATE = /^\d{4}-\d\d?-\d\d?/;

/**
 * Whether plain text is something else to a tool that reads YAML 1.1: `no` a boolean, `21:00` the number 1260,
 * `2026-12-24` a date. Clocks and dates count all, also those that only some tools misread.
 */
export function readsDifferentlyInOlderYaml(plain: string): boolean {
  return CLOCK.test(plain) || DATE.test(plain) || plain === '<<' || plain === '=' || isResolved(plain);
}

function isResolved(plain: string): boolean {
  return matches(OLDER_TAGS, plain) && !matches(CORE_TAGS, plain);
}

function matches(tags: typeof OLDER_TAGS, plain: string): boolean {
  return tags.some((tag) => tag.default === true && 'test' in tag && tag.test?.test(plain));
}
