import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { TASK_CONTRACT, TaskEnvelopeSchema, type TaskRequest } from '../../lib/compiler/task-contract.ts';
import { toTaskError } from '../../lib/engine/actions/task-error.ts';
import { invalid } from '../../lib/errors/app-error.ts';
import { observe } from './observe.ts';
import { trace } from './trace.ts';

type Task<Kind extends TaskRequest['kind']> = TaskRequest & { readonly kind: Kind };

/**
 * A function that compiled states call: the envelope is checked, logs carry the run's id, and errors leave under the
 * names that `Retry` and `Catch` know.
 *
 * @param kind of the tasks it serves
 */
export function serveTask<Kind extends TaskRequest['kind'], Answer>(
  serviceName: string,
  kind: Kind,
  run: (task: Task<Kind>) => Promise<Answer>,
): (task: unknown, context: Context) => Promise<Answer> {
  const { logger, middleware } = observe(serviceName);
  const open: MiddlewareObj = {
    before: ({ event }) => {
      const { run, step, kind: asked } = checkEnvelope(event, kind);
      logger.setCorrelationId(run.id);
      logger.appendKeys({ workflow: run.workflow, version: run.version, step, kind: asked });
    },
  };
  const chain = middy(run)
    // The last to see an error, so that the lines above it show the original one.
    .use(taskErrors)
    .use(trace(serviceName))
    .use([...middleware])
    .use(open);
  // The envelope was checked; the rest was written by the compiler of the same contract.
  return (task, context) => chain(task as Task<Kind>, context) as Promise<Answer>;
}

const taskErrors: MiddlewareObj = {
  onError: (request) => {
    request.error = toTaskError(request.error);
  },
};

function checkEnvelope(task: unknown, kind: TaskRequest['kind']) {
  const parsed = TaskEnvelopeSchema.safeParse(task);
  if (parsed.success && parsed.data.kind === kind) return parsed.data;
  const problem = parsed.success
    ? `it is a task of kind ${parsed.data.kind}, and this function serves ${kind}`
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw invalid({
    code: 'bad_task',
    message: `The task does not fit contract ${TASK_CONTRACT}: ${problem}.`,
    resolution: 'Only state machines compiled by Signalbox call this function; deploy and publish the workflow again.',
    details: { effect: 'none' },
  });
}
