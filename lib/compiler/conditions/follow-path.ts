import type { Json } from '../../workflow/json.ts';
import type { Path } from '../../workflow/references/path.ts';

/** Values by root: `{ event: {…}, contact: {…} }`. */
export type Roots = Readonly<Record<string, Json | undefined>>;

/**
 * Compiles a path to a function that reads it, by JSONata's rules, since Choice states follow them: a name applied to a
 * list maps over it, what is missing falls out, one result stands alone, and a list that was reached without mapping
 * stays a list.
 */
export function compilePath(path: Path): (roots: Roots) => Json | undefined {
  const { root, segments } = path;
  const names = segments.filter((segment) => typeof segment === 'string');
  const plain = names.length === segments.length && ![root, ...names].some((name) => INHERITED.has(name));
  return plain ? plainReader(path, names) : (roots) => followThroughLists(roots, path);
}

/** Names that every object has from its prototype; all others are the data's own. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Most paths are names alone, and lead through objects alone. */
function plainReader(path: Path, names: readonly string[]): (roots: Roots) => Json | undefined {
  const { root } = path;
  return (roots) => {
    let value = roots[root];
    for (const name of names) {
      if (typeof value !== 'object' || value === null) return undefined;
      if (Array.isArray(value)) return followThroughLists(roots, path);
      value = (value as Roots)[name];
    }
    return value;
  };
}

function fieldOf(value: Json | Roots, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as Roots)[name] : undefined;
}

/** A single value is a list of one. */
function itemAt(value: Json, index: number): Json | undefined {
  const items = Array.isArray(value) ? value : [value];
  return items[index < 0 ? items.length + index : index];
}

/** Steps of names with the indexes behind them; each takes the items found so far and puts all it finds in a row. */
function followThroughLists(roots: Roots, path: Path): Json | undefined {
  const steps = stepsOf(path);
  let items: readonly (Json | Roots)[] = [roots];
  for (const [position, step] of steps.entries()) {
    const found = items.map((item) => stepInto(item, step)).filter((result) => result !== undefined);
    const [only] = found;
    if (position === steps.length - 1 && found.length === 1 && Array.isArray(only) && only !== NOTHING) return only;
    items = found.flat();
  }
  // What was found are values; only the start was the roots.
  return alone(items as readonly Json[]);
}

interface Step {
  readonly name: string;
  readonly indexes: readonly number[];
}

function stepsOf(path: Path): Step[] {
  const steps: { name: string; indexes: number[] }[] = [{ name: path.root, indexes: [] }];
  for (const segment of path.segments) {
    if (typeof segment === 'number') steps.at(-1)?.indexes.push(segment);
    else steps.push({ name: segment, indexes: [] });
  }
  return steps;
}

/** What an index gives that finds nothing: no value, but a result, so that a list beside it does not stand alone. */
const NOTHING: readonly Json[] = [];

function stepInto(item: Json | Roots, step: Step): Json | undefined {
  let value = fieldIn(item, step.name);
  for (const index of step.indexes) {
    value = itemAt(value === undefined ? [] : value, index);
    if (value === undefined) return NOTHING;
  }
  return value;
}

/** A list inside a list is mapped over as well. */
function fieldIn(item: Json | Roots, name: string): Json | undefined {
  if (!Array.isArray(item)) return fieldOf(item, name);
  return alone(
    item
      .map((inner) => fieldIn(inner, name))
      .filter((result) => result !== undefined)
      .flat(),
  );
}

function alone(items: readonly Json[]): Json | undefined {
  return items.length > 1 ? items : items[0];
}
