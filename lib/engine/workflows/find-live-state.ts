import { conflict } from '../../errors/app-error.ts';
import type { LiveState, LiveStateStore } from '../../ports/live-state-store.ts';
import { workflowNotFound } from '../show-workflow.ts';

/** The workflow's live state; AppError SB601 where there is no such workflow. */
export async function findLiveState(liveStates: Pick<LiveStateStore, 'get'>, workflow: string): Promise<LiveState> {
  const live = await liveStates.get(workflow);
  if (live === undefined) {
    throw workflowNotFound(workflow);
  }
  return live;
}

/** The same, of a workflow that people may edit; AppError SB654 where its text is a file's. */
export async function findEditable(liveStates: Pick<LiveStateStore, 'get'>, workflow: string): Promise<LiveState> {
  const live = await findLiveState(liveStates, workflow);
  if (live.origin === 'file') {
    throw conflict({
      code: 'SB654',
      message: `"${workflow}" comes from a file, and is not edited here.`,
      resolution:
        'Allowed now: activate, roll out, enable, disable, describe its versions, duplicate it. To edit it, change the file and deploy.',
    });
  }
  return live;
}
