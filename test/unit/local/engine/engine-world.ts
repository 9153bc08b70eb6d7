import { createActivity } from '../../../../lib/local/engine/activity.ts';
import { createExecutionJournal } from '../../../../lib/local/engine/execution-journal.ts';
import { createExecutionLoop, type TaskFunction } from '../../../../lib/local/engine/execution-loop.ts';
import { createLocalExecutions } from '../../../../lib/local/engine/local-executions.ts';
import { createMachineRegistry } from '../../../../lib/local/engine/machine-registry.ts';
import { createVirtualTimeline } from '../../../../lib/local/engine/virtual-timeline.ts';
import { IN_MEMORY, type LocalDatabase, openDatabase } from '../../../../lib/local/sqlite/open-database.ts';

/** An execution loop with its surroundings, for tests: a fresh process each time it is called on the same database. */
export function createLoopWorld(options: {
  readonly database?: LocalDatabase;
  readonly call: TaskFunction;
  readonly now?: number;
}) {
  const database = options.database ?? openDatabase(IN_MEMORY);
  const timeline = createVirtualTimeline(options.now ?? 0);
  const failures: unknown[] = [];
  const activity = createActivity((error) => failures.push(error));
  const journal = createExecutionJournal(database.sql);
  const machines = createMachineRegistry(database.sql, database.commit);
  const statuses: string[] = [];
  let secrets = 0;
  const loop = createExecutionLoop({
    ...{ journal, timeline, activity, commit: database.commit },
    machine: machines.find,
    call: (_resource, payload, call) => options.call(payload, call),
    random: () => 0.5,
    secret: () => {
      secrets += 1;
      return `secret-${secrets}`;
    },
    onStatus: (name, _ref, state) => statuses.push(`${name} ${state.status}`),
  });
  const settle = async (until = Number.POSITIVE_INFINITY): Promise<void> => {
    for (;;) {
      await activity.idle();
      const next = timeline.nextAt();
      if (next === undefined || next > until) {
        return;
      }
      timeline.step();
    }
  };
  return {
    database,
    timeline,
    journal,
    machines,
    loop,
    executions: createLocalExecutions(loop, journal),
    statuses,
    failures,
    settle,
  };
}
