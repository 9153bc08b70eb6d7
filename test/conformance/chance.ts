/** Decisions that follow from a number and from what is decided, in whatever order they are asked for. */
export interface Chance {
  /** Whether the event of this probability happens. */
  below(probability: number, ...key: readonly (string | number)[]): boolean;
  pick<Value>(key: readonly (string | number)[], values: readonly Value[]): Value | undefined;
  /** Other decisions about the same things. */
  within(part: string): Chance;
}

export function chanceOf(seed: number, ...parts: readonly string[]): Chance {
  const number = (key: readonly (string | number)[]): number => mixed(JSON.stringify([seed, ...parts, ...key]));
  return {
    below: (probability, ...key) => number(key) < probability,
    pick: (key, values) => values[Math.floor(number([...key, 'pick']) * values.length)],
    within: (part) => chanceOf(seed, ...parts, part),
  };
}

/** FNV-1a with a finish, as a number from 0 to below 1: near keys must not give near numbers. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
