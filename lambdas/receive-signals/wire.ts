import { SFNClient } from '@aws-sdk/client-sfn';
import { createDynamoContactActivityStore } from '../../lib/aws/dynamodb/contact-activity-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createStepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { createTaskTokens } from '../../lib/aws/task-tokens.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createHolds } from '../../lib/engine/conditions/holds.ts';
import { createReceiveSignal } from '../../lib/engine/receive-signal.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { openDeadLetters } from '../wiring/dead-letters.ts';
import { days, KEEP } from '../wiring/durations.ts';
import { openLiveWorkflows } from '../wiring/live-workflows.ts';
import { openStorage } from '../wiring/storage.ts';

/** Receiving signals on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig(['tables', 'textBucket', 'deadLetterQueueUrl', 'runRetentionDays']);
  const { catalogue } = loadDeploymentData();
  const { events, zone } = catalogue;
  const storage = openStorage(config);
  const client = new SFNClient({});
  const live = openLiveWorkflows(storage);
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
