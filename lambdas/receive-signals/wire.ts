import { SFNClient } from '@aws-sdk/client-sfn';
import { createDynamoContactActivityStore } from '../../lib/aws/dynamodb/contact-activity-store.ts';
import { createDynamoLiveStateStore } from '../../lib/aws/dynamodb/live-state-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createDynamoWorkflowStore } from '../../lib/aws/dynamodb/workflow-store.ts';
import { createStepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { createTaskTokens } from '../../lib/aws/task-tokens.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createHolds } from '../../lib/engine/conditions/holds.ts';
import { createReceiveSignal } from '../../lib/engine/receive-signal.ts';
import { createLiveWorkflows } from '../../lib/engine/workflows/live-workflows.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { openDeadLetters } from '../wiring/dead-letters.ts';
import { days, KEEP, REFRESH_SECONDS } from '../wiring/durations.ts';
import { openStorage } from '../wiring/storage.ts';

/** Receiving signals on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig(['tables', 'textBucket', 'deadLetterQueueUrl', 'runRetentionDays']);
  const { catalogue } = loadDeploymentData();
  const { events, zone } = catalogue;
  const storage = openStorage(config);
  const client = new SFNClient({});
  const live = createLiveWorkflows({
    workflows: createDynamoWorkflowStore(storage),
    liveStates: createDynamoLiveStateStore(storage),
    clock,
    refreshSeconds: REFRESH_SECONDS,
  });
  return {
    receive: createReceiveSignal({
      runs: createDynamoRunStore(storage),
      activity: createDynamoContactActivityStore(storage),
      executions: createStepFunctionsExecutions({ client }),
      tokens: createTaskTokens({ client }),
      holds: createHolds(catalogue),
      keepRunSeconds: days(config.runRetentionDays),
      keepSignalSeconds: KEEP.signal,
      ...{ live, events, zone, clock },
    }),
    bury: openDeadLetters(config),
  };
}
