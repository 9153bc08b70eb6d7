import type jsonata from 'jsonata';
import type { Json, JsonObject } from '../../workflow/json.ts';

/** What expressions may use of the world outside; handed in, so that a replayed run sees the same. */
export interface ExpressionHost {
  /** Milliseconds since 1970, UTC: what `$now()` and `$millis()` tell. */
  readonly now: number;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
  /** The hex digest of a text; algorithm MD5, SHA-1, SHA-256, SHA-384 or SHA-512. */
  readonly hash: (algorithm: HashAlgorithm, text: string) => string;
}

/** What an expression reads. */
export interface Scope {
  /** `$states` without its `context`, which takes time to build and is seldom asked for. */
  readonly known: JsonObject;
  /** The value of `$states` or of a workflow variable, `undefined` where it is not set. */
  readonly lookup: (name: string) => Json | undefined;
  readonly host: ExpressionHost;
}

/** The algorithms of `$hash`, in Step Functions' spelling. */
const hashAlgorithms = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const;

/** One of the algorithms of `$hash`. */
type HashAlgorithm = (typeof hashAlgorithms)[number];

/** The binding under which the host reaches the functions; no expression can spell a name with a space. */
export const hostBinding = 'expression host';

/** Step Functions refuses a longer range. */
const longestRange = 360_145;

type Implementation = (this: jsonata.Focus, ...args: never[]) => unknown;

/**
 * Adds what Step Functions has beside JSONata (`$partition $range $hash $random $uuid $parse`), and replaces what
 * JSONata takes from the process's own clock and dice.
 */
export function registerFunctions(expression: jsonata.Expression): void {
  const register = (name: string, signature: string, implementation: Implementation): void => {
    expression.registerFunction(
      name,
      implementation as (this: jsonata.Focus, ...args: unknown[]) => unknown,
      signature,
    );
  };
  register('partition', '<a?n?:a>', partition);
  register('range', '<n?n?n?:x>', range);
  register('hash', '<s?s?:s>', hash);
  register('random', '<n?:n>', random);
  register('uuid', '<:s>', uuid);
  register('parse', '<s?:x>', parse);
  register('millis', '<:n>', millis);
  register('now', '<s?s?:s>', now);
  register('shuffle', '<a:a>', shuffle);
}

function hostOf(focus: jsonata.Focus): ExpressionHost {
  return focus.environment.lookup(hostBinding);
}

function partition(items: readonly Json[] | undefined, size: number | undefined): Json[][] | undefined {
  const length = Math.trunc(size ?? 0);
  if (items === undefined || items.length === 0 || length === 0) {
    return undefined;
  }
  if (length < 0) {
    throw evaluationFault('D3141', 'The chunk size of $partition must not be negative');
  }
  const chunks: Json[][] = [];
  for (let start = 0; start < items.length; start += length) {
    chunks.push(items.slice(start, start + length));
  }
  return chunks;
}

function range(first?: number, last?: number, step?: number): number | number[] | undefined {
  if (first === undefined || last === undefined || step === undefined) {
    return undefined;
  }
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)];
  if (by === 0 || Math.sign(to - from) === -Math.sign(by)) {
    return undefined;
  }
  const length = Math.floor((to - from) / by) + 1;
  if (length > longestRange) {
    throw evaluationFault(undefined, 'Expression evaluation memory limit exceeded');
  }
  // Like every sequence of one, a range of one is its only item.
  return length === 1 ? from : Array.from({ length }, (_, index) => from + index * by);
}

function hash(this: jsonata.Focus, text?: string, algorithm?: string): string | undefined {
  if (text === undefined || algorithm === undefined) {
    return undefined;
  }
  const known = hashAlgorithms.find((name) => name === algorithm);
  if (known === undefined) {
    throw evaluationFault('D3141', `$hash knows ${hashAlgorithms.join(', ')}, not ${algorithm}`);
  }
  return hostOf(this).hash(known, text);
}

/** A seed gives the same number each time (though not the one that AWS would give). */
function random(this: jsonata.Focus, seed?: number): number {
  if (seed === undefined) {
    return hostOf(this).random();
  }
  let state = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
}

function uuid(this: jsonata.Focus): string {
  const host = hostOf(this);
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const nibble = Math.floor(host.random() * 16);
    return (place === 'x' ? nibble : (nibble & 3) | 8).toString(16);
  });
}

function parse(text?: string): unknown {
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw evaluationFault('D3137', 'Invalid JSON');
  }
}

function millis(this: jsonata.Focus): number {
  return hostOf(this).now;
}

function now(this: jsonata.Focus, picture?: string, zone?: string): string {
  const fromMillis = this.environment.lookup('fromMillis');
  return fromMillis.implementation.call(this, hostOf(this).now, picture, zone);
}

function shuffle(this: jsonata.Focus, items?: readonly Json[]): Json[] | undefined {
  if (items === undefined) {
    return undefined;
  }
  const host = hostOf(this);
  const shuffled: Json[] = [];
  for (const [index, item] of items.entries()) {
    const place = Math.floor(host.random() * (index + 1));
    shuffled.push(shuffled[place] ?? item);
    shuffled[place] = item;
  }
  return shuffled;
}

/** An error of the shape that JSONata's evaluator throws and completes. */
function evaluationFault(code: string | undefined, message: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}
