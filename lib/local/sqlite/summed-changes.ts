import type { GroupCommit } from './group-commit.ts';

/** Changes of numbers, by name. */
type Change<Name extends string> = Partial<Record<Name, number>>;

/**
 * Sums changes of a row's numbers in memory, and writes each row once ahead of the commit: the runs of a turn mostly
 * change the same few rows. The caller has begun the commit.
 *
 * @param write writes the sum of the changes of the row with that key
 */
export function sumChanges<Name extends string>(
  commit: GroupCommit,
  write: (key: readonly (string | number)[], change: Change<Name>) => void,
): (key: readonly (string | number)[], change: Change<Name>) => void {
  const rows = new Map<string, { readonly key: readonly (string | number)[]; readonly sum: Map<string, number> }>();
  commit.beforeCommit(() => {
    for (const { key, sum } of rows.values()) {
      write(key, Object.fromEntries(sum) as Change<Name>);
    }
    rows.clear();
  });
  return (key, change) => {
    const id = key.join('\n');
    const row = rows.get(id) ?? { key, sum: new Map<string, number>() };
    rows.set(id, row);
    for (const [name, by] of Object.entries<number | undefined>(change)) {
      row.sum.set(name, (row.sum.get(name) ?? 0) + (by ?? 0));
    }
  };
}
