import type { Run } from '../../ports/run.ts';
import type { PutRunRequest } from '../../ports/run-store.ts';
import type { GroupCommit } from './group-commit.ts';

/** A run that was put in this turn, as it stands now. */
export interface FreshRun {
  readonly run: Run;
  readonly input: string;
}

/**
 * Runs that were put in this turn. Most short runs end in it, so that they are written once, as they ended, instead of
 * being moved through every index of what is open.
 */
export interface FreshRuns {
  readonly add: (request: PutRunRequest) => void;
  readonly get: (id: string) => FreshRun | undefined;
  /** Whether one of them is of that contact. */
  readonly hasContact: (contact: string) => boolean;
  /** Whether it was fresh, and of the revision given. */
  readonly replace: (stored: Run, next: Run) => 'replaced' | 'outdated' | 'unknown';
}

/** Keeps runs until the commit, which the caller has begun, and then has each written. */
export function createFreshRuns(commit: GroupCommit, write: (fresh: FreshRun) => void): FreshRuns {
  const runs = new Map<string, FreshRun>();
  const contacts = new Set<string>();
  commit.beforeCommit(() => {
    for (const fresh of runs.values()) {
      write(fresh);
    }
    runs.clear();
    contacts.clear();
  });
  return {
    add: ({ run, input }) => {
      runs.set(run.id, { run, input });
      if (run.contact !== undefined) {
        contacts.add(run.contact);
      }
    },
    get: (id) => runs.get(id),
    hasContact: (contact) => contacts.has(contact),
    replace: (stored, next) => {
      const fresh = runs.get(next.id);
      if (fresh === undefined) {
        return 'unknown';
      }
      if (fresh.run.revision !== stored.revision) {
        return 'outdated';
      }
      runs.set(next.id, { ...fresh, run: next });
      return 'replaced';
    },
  };
}
