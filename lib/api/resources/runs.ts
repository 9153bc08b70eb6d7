import { createListRuns, type ListRunsDeps } from '../../engine/list-runs.ts';
import { createReadRun, type ReadRunDeps } from '../../engine/read-run.ts';
import { createRedriveRun, type RedriveRunDeps } from '../../engine/redrive-run.ts';
import type { EndStoppedRunDeps } from '../../engine/runs/end-stopped-run.ts';
import { readRunFilter } from '../../engine/runs/run-filter.ts';
import { createStartRun, type StartRunDeps } from '../../engine/start-run.ts';
import { createStopRun } from '../../engine/stop-run.ts';
import { conflict, fault } from '../../errors/app-error.ts';
import type { runRoutes } from '../contract/runs.ts';
import type { HandlersOf } from '../handler.ts';
import { pageRequest } from '../page-request.ts';

/** What runs need. */
export type RunsDeps = ListRunsDeps & ReadRunDeps & EndStoppedRunDeps & StartRunDeps & RedriveRunDeps;

/** Runs. */
export function createRunResource(deps: RunsDeps): HandlersOf<typeof runRoutes> {
  const listRuns = createListRuns(deps);
  const readRun = createReadRun(deps);
  const startRun = createStartRun(deps);
  const stopRun = createStopRun(deps);
  const redriveRun = createRedriveRun(deps);
  return {
    list: ({ query }) => listRuns(readRunFilter(query), pageRequest(query)),
    show: ({ params: { run } }) => readRun(run),
    start: async ({ params: { workflow }, body: { data, contact, version }, idempotencyKey }) => {
      const begun = await startRun({
        ...{ workflow, data },
        ...(contact === undefined ? {} : { contact }),
        ...(version === undefined ? {} : { version }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
      return startedRun(begun);
    },
    stop: ({ params: { run }, body: { comment }, caller }) =>
      stopRun({ runId: run, kind: 'operator', by: caller.name, ...(comment === undefined ? {} : { comment }) }),
    redrive: ({ params: { run } }) => redriveRun(run),
  };
}

type Begun = Awaited<ReturnType<ReturnType<typeof createStartRun>>>;

function startedRun(begun: Begun) {
  const { workflow, version } = begun;
  switch (begun.kind) {
    case 'started':
    case 'duplicate':
      return { outcome: begun.kind, workflow, version, run: begun.runId };
    case 'deferred':
      return { outcome: begun.kind, workflow, version, run: begun.runId, reason: `${begun.code} ${begun.message}` };
    case 'skipped':
      throw conflict({
        code: 'SB716',
        message: `No run of "${workflow}" was started (${begun.reason}): ${begun.detail}`,
        resolution: 'Mend what is named, or start it for another contact.',
        details: { reason: begun.reason, skipped: begun.runId },
      });
    case 'no-match':
      throw fault({ code: 'SB801', message: 'A start by hand was told that the trigger does not match.' });
  }
}
