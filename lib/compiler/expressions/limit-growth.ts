import jsonata from 'jsonata';
import { mayGrow } from './may-grow.ts';

/** What one evaluation may build, in bytes of memory, roughly. */
export interface GrowthLimits {
  /** One value, written out: a list that holds the same text twice counts it twice. */
  readonly value: number;
  /** All values together, those included that nobody needs any more. */
  readonly total: number;
}

/** What has been built so far. */
interface Meter {
  built: number;
  /** Sizes of lists and objects written out; JSONata changes none that an evaluation gave back. */
  readonly sizes: WeakMap<object, number>;
}

/** JSONata calls what is bound to this symbol with the result of every node. */
const AFTER_NODE = Symbol.for('jsonata.__evaluate_exit');

/** Nodes that hand on what is there already. */
const PASSING: ReadonlySet<unknown> = new Set(['name', 'variable', 'string', 'number', 'value', 'condition', 'block']);

/** Step Functions' own words. */
const EXCEEDED = 'Expression evaluation memory limit exceeded';

/**
 * Keeps an expression from using up the memory of the process. JSONata bounds lengths of lists, depth and time, but
 * no texts and no lists of lists: `$pad('', 1e9)` is one call, and a few lines of recursion double a text for ever.
 * An expression that cannot grow beyond its data is left as it is, so most of them pay nothing.
 */
export function limitGrowth(expression: jsonata.Expression, limits: GrowthLimits): void {
  if (!mayGrow(expression.ast())) return;
  const meters = new WeakMap<object, Meter>();
  const afterNode = (node: { readonly type: string }, _: unknown, { base }: { base: object }, result: unknown) => {
    if (PASSING.has(node.type)) return;
    let meter = meters.get(base);
    if (meter === undefined) {
      meter = { built: 0, sizes: new WeakMap() };
      meters.set(base, meter);
    }
    // Texts have no identity: each one counts.
    if (typeof result === 'string') meter.built += 2 * result.length;
    if (sizeOf(result, meter) > limits.value || meter.built > limits.total) throw new Error(EXCEEDED);
  };
  // The published type of `assign` knows no symbols.
  Reflect.apply(expression.assign, expression, [AFTER_NODE, afterNode]);
  for (const [name, { signature, bound }] of Object.entries(GUARDED)) {
    expression.registerFunction(name, guarded(name, bound, limits.value), signature);
  }
}

function sizeOf(value: unknown, meter: Meter): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  const known = meter.sizes.get(value);
  if (known !== undefined) return known;
  const [own, size] = measure(value, meter);
  meter.built += own;
  meter.sizes.set(value, size);
  return size;
}

/** Of a list or object: what it takes itself, and with all that is in it. */
function measure(value: object, meter: Meter): readonly [own: number, size: number] {
  // A function keeps the variables around it, and is never written out.
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return [1024, 1024];
  if (Array.isArray(value)) {
    const own = 16 + 8 * value.length;
    return [own, value.reduce((sum: number, item) => sum + sizeOf(item, meter), own)];
  }
  const entries = Object.entries(value);
  const own = entries.reduce((sum, [key]) => sum + 16 + 2 * key.length, 32);
  return [own, entries.reduce((sum, [, item]) => sum + sizeOf(item, meter), own)];
}

type Bound = (...given: readonly unknown[]) => number;

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);

/** Functions whose result, or the way to it, is larger than what they are given, with a bound in characters. */
const GUARDED: Readonly<Record<string, { readonly signature: string; readonly bound: Bound }>> = {
  pad: {
    signature: '<s-ns?:s>',
    bound: (text, width, filler) => lengthOf(text) + Math.abs(Number(width)) * Math.max(1, lengthOf(filler)),
  },
  join: {
    signature: '<a<s>s?:s>',
    bound: (texts, separator) =>
      Array.isArray(texts) ? texts.reduce((sum: number, text) => sum + lengthOf(text) + lengthOf(separator), 0) : 0,
  },
  replace: {
    signature: '<s-(sf)(sf)n?:s>',
    bound: (text, pattern, replacement) => {
      const matches = lengthOf(text) / Math.max(1, lengthOf(pattern)) + 1;
      // Each `$1` may stand for all that was matched.
      const echoes = typeof replacement === 'string' ? replacement.split('$').length : 1;
      return matches * lengthOf(replacement) + echoes * lengthOf(text);
    },
  },
};

/** JSONata's own functions by name, for those that stand before them. */
const builtIns = new Map<string, Promise<{ readonly implementation: (...given: readonly unknown[]) => unknown }>>();

function guarded(name: string, bound: Bound, limit: number) {
  return async function (this: jsonata.Focus, ...given: readonly unknown[]): Promise<unknown> {
    if (2 * bound(...given) > limit) throw new Error(EXCEEDED);
    const builtIn = builtIns.get(name) ?? jsonata(`$${name}`).evaluate(undefined);
    builtIns.set(name, builtIn);
    const { implementation } = await builtIn;
    return Reflect.apply(implementation, this, given);
  };
}
