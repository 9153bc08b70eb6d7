import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createArchiveRequests } from '../../lib/aws/archive-requests.ts';
import { createDynamoApprovalStore } from '../../lib/aws/dynamodb/approval-store.ts';
import { createDynamoHoldStore } from '../../lib/aws/dynamodb/hold-store.ts';
import { createDynamoLiveStateStore } from '../../lib/aws/dynamodb/live-state-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createDynamoWorkflowStore } from '../../lib/aws/dynamodb/workflow-store.ts';
import { createStepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { createTaskTokens } from '../../lib/aws/task-tokens.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createReconcileRuns } from '../../lib/engine/reconcile-runs.ts';
import { createSweepHolds } from '../../lib/engine/release-holds.ts';
import { createSweepApprovals } from '../../lib/engine/sweep-approvals.ts';
import { createSweepStoppedWorkflows } from '../../lib/engine/sweep-stopped-workflows.ts';
import { createSweepUnstarted } from '../../lib/engine/sweep-unstarted.ts';
import { createSweepVersions } from '../../lib/engine/sweep-versions.ts';
import { createRandomIds } from '../../lib/node/random-ids.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { days, GRACE_SECONDS, REFRESH_SECONDS, VERSION_GRACE_SECONDS } from '../wiring/durations.ts';
import { openStateMachines } from '../wiring/state-machines.ts';
import { openStorage } from '../wiring/storage.ts';
import { openScheduler } from '../wiring/timers.ts';

/** Half of what Step Functions takes of one workflow: what comes until the next sweep fits in, whatever is kept. */
const MOST_MACHINES = 500;

/** The sweeps on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig(['tables', 'textBucket', 'archiveQueueUrl', 'runRetentionDays']);
  const storage = openStorage(config);
  const client = new SFNClient({});
  const runs = createDynamoRunStore(storage);
  const executions = createStepFunctionsExecutions({ client });
  const common = { runs, runIndex: runs, executions, clock, keepRunSeconds: days(config.runRetentionDays) };
  const tokens = createTaskTokens({ client });
  const liveStates = createDynamoLiveStateStore(storage);
  const workflows = createDynamoWorkflowStore(storage);
  return {
    sweepUnstarted: createSweepUnstarted({ ...common, graceSeconds: GRACE_SECONDS }),
    sweepApprovals: createSweepApprovals({
      ...common,
      approvals: createDynamoApprovalStore(storage),
      tokens,
      graceSeconds: GRACE_SECONDS,
    }),
    sweepHolds: createSweepHolds({
      ...common,
      heldSteps: createDynamoHoldStore(storage),
      liveStates,
      tokens,
      scheduler: openScheduler(),
    }),
    reconcile: createReconcileRuns({
      ...common,
      liveStates,
      workflows,
      graceSeconds: VERSION_GRACE_SECONDS,
    }),
    sweepStopped: createSweepStoppedWorkflows({ ...common, liveStates, refreshSeconds: REFRESH_SECONDS }),
    sweepVersions: createSweepVersions({
      ...common,
      ...{ workflows, liveStates, ids: createRandomIds(clock), machines: openStateMachines() },
      mostMachines: MOST_MACHINES,
    }),
    archive: createArchiveRequests({ client: new SQSClient({}), queueUrl: config.archiveQueueUrl }),
  };
}
