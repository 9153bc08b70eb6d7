import { Liquid, type LiquidOptions } from 'liquidjs';
import { FILTER_NAMES } from '../references/filters.ts';
import { formatDate } from './format-date.ts';

/**
 * Tags of message templates; inputs of actions have none. Missing on purpose: what reads files (`include`, `render`,
 * `layout`), and what writes values past the escaping (`raw`, `echo`, `cycle`, `liquid`).
 */
const TAGS: ReadonlySet<string> = new Set([
  'if',
  'unless',
  'case',
  'for',
  'break',
  'continue',
  'assign',
  'comment',
  '#',
]);

/** Bounds for one template: characters read, milliseconds of rendering, characters and items made. */
const LIMITS: LiquidOptions = { parseLimit: 200_000, renderLimit: 2_000, memoryLimit: 2_000_000 };

/** What becomes of values that stand between other text. Throws when a value cannot stand there. */
export type Escape = (value: unknown) => string;

/**
 * A Liquid with our filters alone, no file system, bounds, and own properties only.
 *
 * @param tags whether `{% %}` is known
 * @param output absent: values keep their type, for templates that are one single `{{ }}`
 */
export function createLiquid({ tags, output }: { readonly tags: boolean; readonly output?: Escape }): Liquid {
  const liquid = new Liquid({
    ...LIMITS,
    ...(output === undefined ? { keepOutputType: true } : { outputEscape: output }),
    ownPropertyOnly: true,
    strictFilters: true,
    // An empty mapping takes the place of the file system.
    templates: {},
  });
  for (const name of Object.keys(liquid.filters)) {
    if (!FILTER_NAMES.includes(name)) liquid.unregisterFilter(name);
  }
  for (const name of Object.keys(liquid.tags)) {
    if (!tags || !TAGS.has(name)) delete liquid.tags[name];
  }
  liquid.registerFilter('date', function (value: unknown, format?: unknown) {
    const text = plain(value);
    if (text === undefined || text === null || text === '') return text;
    return formatDate(String(text), format === undefined ? undefined : String(format), zoneOf(this.context.globals));
  });
  // Liquid writes a blank as +, which is a plus sign in a path; %20 is a blank everywhere.
  liquid.registerFilter('url_encode', (value: unknown) => encodeURIComponent(String(plain(value) ?? '')));
  return liquid;
}

/** The globals that the filters need, to be handed to every rendering. */
export function renderGlobals(zone: string): object {
  return { [ZONE]: zone };
}

/** No template can write this name. */
const ZONE = '{zone}';

function zoneOf(globals: Readonly<Record<string, unknown>>): string {
  return String(globals[ZONE]);
}

/** Liquid hands its own objects (such as our `now`) to filters as they are. */
function plain(value: unknown): unknown {
  return value instanceof Object ? value.valueOf() : value;
}
