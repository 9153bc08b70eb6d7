import { createDynamoLiveStateStore } from '../../lib/aws/dynamodb/live-state-store.ts';
import { createDynamoWorkflowStore } from '../../lib/aws/dynamodb/workflow-store.ts';
import { createLiveWorkflows } from '../../lib/engine/workflows/live-workflows.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { REFRESH_SECONDS } from './durations.ts';
import type { openStorage } from './storage.ts';

/** The live workflows in memory, refreshed every few seconds. */
export function openLiveWorkflows(storage: ReturnType<typeof openStorage>) {
  return createLiveWorkflows({
    workflows: createDynamoWorkflowStore(storage),
    liveStates: createDynamoLiveStateStore(storage),
    clock,
    refreshSeconds: REFRESH_SECONDS,
  });
}
