import type { Path } from '../../workflow/references/path.ts';

/** A tree of fields; a leaf is a path whose value is wanted. */
type Wanted = Map<string, Wanted | Path>;

/**
 * One JSONata object with the values of the paths at their places, or `undefined` for no paths:
 * `{"event": {"lead": {"amount": $states.….amount}}}`. What is missing is left out by JSONata itself. A path ends
 * before its first index: the whole list is handed over, so that the index still means the same.
 */
export function objectExpression(paths: readonly Path[], write: (path: Path) => string): string | undefined {
  if (paths.length === 0) return undefined;
  const tree: Wanted = new Map();
  for (const path of paths) plant(tree, path);
  return writeTree(tree, write);
}

function plant(tree: Wanted, { root, segments }: Path): void {
  const end = segments.findIndex((segment) => typeof segment === 'number');
  const names = (end < 0 ? segments : segments.slice(0, end)).map(String);
  let level = tree;
  for (const [depth, name] of [root, ...names].entries()) {
    const known = level.get(name);
    // The whole is there already, with every part of it.
    if (known !== undefined && !(known instanceof Map)) return;
    if (depth === names.length) {
      level.set(name, { root, segments: names });
      return;
    }
    const next = known ?? new Map();
    level.set(name, next);
    level = next;
  }
}

function writeTree(tree: Wanted, write: (path: Path) => string): string {
  const fields = [...tree].map(
    ([name, wanted]) => `${JSON.stringify(name)}: ${wanted instanceof Map ? writeTree(wanted, write) : write(wanted)}`,
  );
  return `{${fields.join(', ')}}`;
}
