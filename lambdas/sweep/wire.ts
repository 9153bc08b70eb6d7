import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createArchiveRequests } from '../../lib/aws/archive-requests.ts';
import { createDynamoApprovalStore } from '../../lib/aws/dynamodb/approval-store.ts';
import { createDynamoLiveStateStore } from '../../lib/aws/dynamodb/live-state-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createDynamoWorkflowStore } from '../../lib/aws/dynamodb/workflow-store.ts';
import { createStepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { createTaskTokens } from '../../lib/aws/task-tokens.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createReconcileRuns } from '../../lib/engine/reconcile-runs.ts';
import { createSweepApprovals } from '../../lib/engine/sweep-approvals.ts';
import { createSweepUnstarted } from '../../lib/engine/sweep-unstarted.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { days, GRACE_SECONDS, VERSION_GRACE_SECONDS } from '../wiring/durations.ts';
import { openStorage } from '../wiring/storage.ts';

/** The sweeps on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig(['tables', 'textBucket', 'archiveQueueUrl', 'runRetentionDays']);
  const storage = openStorage(config);
  const client = new SFNClient({});
  const runs = createDynamoRunStore(storage);
  const executions = createStepFunctionsExecutions({ client });
  const common = { runs, runIndex: runs, executions, clock, keepRunSeconds: days(config.runRetentionDays) };
  return {
    sweepUnstarted: createSweepUnstarted({ ...common, graceSeconds: GRACE_SECONDS }),
    sweepApprovals: createSweepApprovals({
      ...common,
      approvals: createDynamoApprovalStore(storage),
      tokens: createTaskTokens({ client }),
      graceSeconds: GRACE_SECONDS,
    }),
    reconcile: createReconcileRuns({
      ...common,
      liveStates: createDynamoLiveStateStore(storage),
      workflows: createDynamoWorkflowStore(storage),
      graceSeconds: VERSION_GRACE_SECONDS,
    }),
    archive: createArchiveRequests({ client: new SQSClient({}), queueUrl: config.archiveQueueUrl }),
  };
}
