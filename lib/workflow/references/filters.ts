/** The filters of templates and how many arguments each takes: [least, most]. liquidjs' own, but for `date` and `url_encode`. */
const FILTERS = {
  default: [1, 1],
  date: [1, 1],
  upcase: [0, 0],
  downcase: [0, 0],
  capitalize: [0, 0],
  truncate: [1, 2],
  round: [0, 1],
  plus: [1, 1],
  minus: [1, 1],
  times: [1, 1],
  divided_by: [1, 1],
  join: [0, 1],
  map: [1, 1],
  size: [0, 0],
  first: [0, 0],
  last: [0, 0],
  split: [1, 1],
  replace: [2, 2],
  url_encode: [0, 0],
  json: [0, 0],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** A filter of the language. */
export type FilterName = keyof typeof FILTERS;

/** The language's filters, in the order of its documentation. */
export const FILTER_NAMES: readonly string[] = Object.keys(FILTERS);

/** Whether a word names a filter. */
export function isFilterName(word: string): word is FilterName {
  return Object.hasOwn(FILTERS, word);
}

/** What is wrong with that number of arguments, if anything. */
export function argumentsProblem(filter: FilterName, count: number): string | undefined {
  const [least, most] = FILTERS[filter];
  if (count >= least && count <= most) return undefined;
  const wanted = least === most ? String(least || 'no') : `${least} to ${most}`;
  return `The filter ${filter} takes ${wanted} ${wanted === '1' ? 'argument' : 'arguments'}, not ${count}`;
}
