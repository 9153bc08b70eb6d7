import { SFNClient } from '@aws-sdk/client-sfn';
import { createDynamoContactActivityStore } from '../../lib/aws/dynamodb/contact-activity-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createTaskTokens } from '../../lib/aws/task-tokens.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createHolds } from '../../lib/engine/conditions/holds.ts';
import { createRegisterWait } from '../../lib/engine/register-wait.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { serveTask } from '../middleware/serve-task.ts';
import { openStorage } from '../wiring/storage.ts';

const storage = openStorage(readRuntimeConfig(['tables', 'textBucket']));

const register = createRegisterWait({
  runs: createDynamoRunStore(storage),
  activity: createDynamoContactActivityStore(storage),
  tokens: createTaskTokens({ client: new SFNClient({}) }),
  holds: createHolds(loadDeploymentData().catalogue),
  clock,
});

/** Called by states of `wait_for`, which then wait for their token. */
export const handler = serveTask('register-wait', 'wait_for', register);
