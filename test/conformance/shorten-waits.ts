type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface ShortenOptions {
  /** When given, every `TimeoutSeconds` and `HeartbeatSeconds` that is longer becomes so long. Whole seconds. */
  readonly timeoutSeconds?: number;
}

/**
 * The same state machine without its waiting: every Wait ends at once, in nested state machines too. A JSONata
 * expression that says how long to wait is still evaluated, so that one that fails still fails its state.
 */
export function shortenWaits(definition: Json, options: ShortenOptions = {}): Json {
  if (Array.isArray(definition)) return definition.map((item) => shortenWaits(item, options));
  if (!isObject(definition)) return definition;
  const { States: states, ...rest } = definition;
  if (!isObject(states)) return mapValues(definition, (value) => shortenWaits(value, options));
  return {
    ...mapValues(rest, (value) => value),
    ...(options.timeoutSeconds === undefined ? {} : shortenLimits(rest, options.timeoutSeconds)),
    States: mapValues(states, (state) => shortenState(state, options)),
  };
}

function shortenState(state: Json, options: ShortenOptions): Json {
  if (!isObject(state)) return state;
  if (state.Type === 'Wait') return shortenWait(state);
  const limited =
    options.timeoutSeconds === undefined ? state : { ...state, ...shortenLimits(state, options.timeoutSeconds) };
  // Only these hold state machines; payloads and outputs may hold anything and are left alone.
  return {
    ...limited,
    ...pick(limited, ['Branches', 'ItemProcessor', 'Iterator'], (machine) => shortenWaits(machine, options)),
  };
}

function shortenWait(state: { readonly [key: string]: Json }): Json {
  return {
    ...state,
    ...pick(state, ['Seconds'], (seconds) => evaluateThen(seconds, '0') ?? 0),
    ...pick(state, ['Timestamp'], (time) => evaluateThen(time, `"${LONG_AGO}"`) ?? LONG_AGO),
  };
}

const LONG_AGO = '1970-01-01T00:00:00Z';
const EXPRESSION = /^\{%(.*)%\}$/s;

/**
 * An expression that evaluates the given one and yields something else. A value of no type that a Wait takes is handed
 * on as it is, so that the Wait refuses it as it would have.
 */
function evaluateThen(value: Json, literal: string): Json | undefined {
  const [, expression] = (typeof value === 'string' && EXPRESSION.exec(value)) || [];
  if (expression === undefined) return undefined;
  return `{% ($signalbox_wait := (${expression}); $type($signalbox_wait) in ["number", "string"] ? ${literal} : $signalbox_wait) %}`;
}

function shortenLimits(state: { readonly [key: string]: Json }, seconds: number): { [key: string]: Json } {
  return pick(state, ['TimeoutSeconds', 'HeartbeatSeconds'], (limit) =>
    typeof limit === 'number' && limit > seconds ? seconds : limit,
  );
}

function pick(
  object: { readonly [key: string]: Json },
  keys: readonly string[],
  change: (value: Json) => Json,
): { [key: string]: Json } {
  const entries = keys.flatMap((key) => {
    const value = object[key];
    return value === undefined ? [] : [[key, change(value)] as const];
  });
  return Object.fromEntries(entries);
}

function mapValues(object: { readonly [key: string]: Json }, change: (value: Json) => Json): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
