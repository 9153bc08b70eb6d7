import { SFNClient } from '@aws-sdk/client-sfn';
import { createDynamoApprovalStore } from '../../lib/aws/dynamodb/approval-store.ts';
import { createDynamoHoldStore } from '../../lib/aws/dynamodb/hold-store.ts';
import { createDynamoLiveStateStore } from '../../lib/aws/dynamodb/live-state-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createTaskTokens } from '../../lib/aws/task-tokens.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createFireTimer } from '../../lib/engine/fire-timer.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { openTelling } from '../wiring/approvals.ts';
import { openDeadLetters } from '../wiring/dead-letters.ts';
import { openStorage } from '../wiring/storage.ts';
import { openScheduler } from '../wiring/timers.ts';

/** Timers on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig(['tables', 'textBucket', 'deadLetterQueueUrl']);
  const storage = openStorage(config);
  return {
    fire: createFireTimer({
      approvals: createDynamoApprovalStore(storage),
      heldSteps: createDynamoHoldStore(storage),
      liveStates: createDynamoLiveStateStore(storage),
      runs: createDynamoRunStore(storage),
      tokens: createTaskTokens({ client: new SFNClient({}) }),
      scheduler: openScheduler(),
      tell: openTelling(storage, loadDeploymentData().catalogue.teams),
      clock,
    }),
    bury: openDeadLetters(config),
  };
}
