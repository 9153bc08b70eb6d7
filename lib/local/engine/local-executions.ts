import { invalid } from '../../errors/app-error.ts';
import { type ExecutionDescription, type Executions, notRedrivable } from '../../ports/executions.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import type { Json } from '../../workflow/json.ts';
import type { ExecutionState } from '../asl/execution-state.ts';
import { toHistoryEvent } from '../asl/history-event.ts';
import { exceedsLimit } from '../asl/payload-limit.ts';
import type { ExecutionJournal } from './execution-journal.ts';
import { type ExecutionLoop, executionOfToken } from './execution-loop.ts';

/** The embedded interpreter behind the port that Step Functions stands behind in AWS. */
export function createLocalExecutions(loop: ExecutionLoop, journal: ExecutionJournal): Executions & TaskTokens {
  const answer = async (token: string, stimulus: Parameters<ExecutionLoop['deliver']>[1]): Promise<'done' | 'gone'> =>
    (await loop.deliver(executionOfToken(token), stimulus)) ? 'done' : 'gone';
  return {
    start: async ({ machineRef, name, input }) => {
      const parsed = JSON.parse(input) as Json;
      if (exceedsLimit(parsed)) {
        throw invalid({
          code: 'SB705',
          message: `The input of run '${name}' is larger than 256 KiB.`,
          resolution: 'Send a smaller event: put large content somewhere else and send its address.',
        });
      }
      return loop.start({ machineRef, name, input: parsed });
    },
    stop: async ({ name, error, cause }) => {
      await loop.deliver(name, { type: 'stop', error, cause });
    },
    redrive: async ({ name }) => {
      if (await loop.deliver(name, { type: 'redrive' })) return;
      const status = journal.load(name)?.state.status;
      throw notRedrivable(
        name,
        status === undefined ? 'Its execution is not there any more.' : `Its execution is ${status}.`,
      );
    },
    describe: async ({ name }) => {
      const stored = journal.load(name);
      return stored === undefined ? undefined : describeExecution(stored.state, journal.endedAt(name));
    },
    listRunning: async (machineRef) => ({ items: journal.listRunning(machineRef) }),
    history: async ({ name }) => JSON.parse(JSON.stringify(journal.history(name).map(toHistoryEvent))) as Json[],
    succeed: (token, output) => answer(token, { type: 'callback-succeeded', token, output }),
    fail: (token, error, cause) => answer(token, { type: 'callback-failed', token, error, cause }),
  };
}

/** What `describe` and status events tell of an execution. */
export function describeExecution(state: ExecutionState, endedAt: number | undefined): ExecutionDescription {
  return {
    status: state.status,
    startedAt: new Date(state.startedAt).toISOString(),
    ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt).toISOString() }),
    ...(state.output === undefined ? {} : { output: state.output }),
    ...(state.error === undefined ? {} : { error: state.error }),
    ...(state.cause === undefined ? {} : { cause: state.cause }),
    redrives: state.redriveCount,
  };
}
