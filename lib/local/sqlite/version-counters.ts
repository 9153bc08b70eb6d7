import type { CountChange } from '../../engine/runs/count-change.ts';
import { ARM_COUNTS, armCountChange, countScopes, versionCounts } from '../../engine/runs/version-counts.ts';
import type { ArmCounts } from '../../ports/arm-counts.ts';
import type { Run } from '../../ports/run.ts';
import type { VersionCounts } from '../../ports/run-store.ts';
import type { LocalDatabase } from './open-database.ts';
import { sumChanges } from './summed-changes.ts';

/** Numbers of runs by version, arm and variant, changed in the transaction of what they count. */
export interface VersionCounters {
  readonly add: (run: Pick<Run, 'workflow' | 'version' | 'arm' | 'variants'>, change: CountChange) => void;
  readonly read: (workflow: string, version: number) => VersionCounts;
}

/** Counters in SQLite; the caller has begun the commit. */
export function createVersionCounters({ sql, commit }: LocalDatabase): VersionCounters {
  const names = ARM_COUNTS.join(', ');
  const change = sql.prepare(
    `INSERT INTO version_counts (workflow, version, scope, ${names}) VALUES (?, ?, ?${', ?'.repeat(ARM_COUNTS.length)})
     ON CONFLICT (workflow, version, scope) DO UPDATE SET
     ${ARM_COUNTS.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
  );
  const add = sumChanges<keyof ArmCounts>(commit, (key, sum) => {
    change.run(...key, ...ARM_COUNTS.map((name) => sum[name] ?? 0));
  });
  const select = sql.prepare('SELECT * FROM version_counts WHERE workflow = ? AND version = ?');
  return {
    add: (run, changed) => {
      const counted = armCountChange(changed);
      if (Object.keys(counted).length === 0) {
        return;
      }
      for (const scope of countScopes(run)) {
        add([run.workflow, run.version, scope], counted);
      }
    },
    read: (workflow, version) => {
      commit.settle();
      const rows = select.all(workflow, version);
      return versionCounts(
        new Map(
          rows.map((row) => {
            const counts = ARM_COUNTS.map((name) => [name, Number(row[name])] as const);
            return [String(row.scope), Object.fromEntries(counts) as Partial<ArmCounts>];
          }),
        ),
      );
    },
  };
}
