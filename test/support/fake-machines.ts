import type { StateMachines } from '../../lib/ports/state-machines.ts';

/** State machines that are no more than their references. */
export interface FakeMachines extends StateMachines {
  /** What was published and not retired since. */
  readonly there: ReadonlySet<string>;
}

/** None is there yet. */
export function createFakeMachines(): FakeMachines {
  const there = new Set<string>();
  return {
    there,
    publish: async ({ workflow, hash }) => {
      const ref = `machine:${workflow}:${hash}`;
      there.add(ref);
      return ref;
    },
    retire: async (ref) => {
      there.delete(ref);
    },
  };
}
