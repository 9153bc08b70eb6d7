import { createDynamoApprovalStore } from '../../lib/aws/dynamodb/approval-store.ts';
import { createDynamoRecordStore } from '../../lib/aws/dynamodb/record-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createRequestApproval } from '../../lib/engine/request-approval.ts';
import { createRandomIds } from '../../lib/node/random-ids.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { serveTask } from '../middleware/serve-task.ts';
import { openTelling } from '../wiring/approvals.ts';
import { openStorage } from '../wiring/storage.ts';
import { openScheduler } from '../wiring/timers.ts';

const storage = openStorage(readRuntimeConfig(['tables', 'textBucket']));

const { zone, teams } = loadDeploymentData().catalogue;

const request = createRequestApproval({
  approvals: createDynamoApprovalStore(storage),
  runs: createDynamoRunStore(storage),
  records: createDynamoRecordStore(storage),
  ids: createRandomIds(clock),
  scheduler: openScheduler(),
  tell: openTelling(storage, teams),
  zone,
  clock,
});

/** Called by states of `approve`, which then wait for their token. The question's id stays here: whoever lists it has it. */
export const handler = serveTask('request-approval', 'approve', async (task) => {
  await request(task);
});
