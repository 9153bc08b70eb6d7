import { SFNClient } from '@aws-sdk/client-sfn';
import { createDynamoHoldStore } from '../../lib/aws/dynamodb/hold-store.ts';
import { createDynamoLiveStateStore } from '../../lib/aws/dynamodb/live-state-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createTaskTokens } from '../../lib/aws/task-tokens.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createHoldStep } from '../../lib/engine/hold-step.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { serveTask } from '../middleware/serve-task.ts';
import { openStorage } from '../wiring/storage.ts';
import { openScheduler } from '../wiring/timers.ts';

const storage = openStorage(readRuntimeConfig(['tables', 'textBucket']));

const hold = createHoldStep({
  heldSteps: createDynamoHoldStore(storage),
  liveStates: createDynamoLiveStateStore(storage),
  runs: createDynamoRunStore(storage),
  tokens: createTaskTokens({ client: new SFNClient({}) }),
  scheduler: openScheduler(),
  clock,
});

/** Called by states `<name> (held)`, which then wait for their token. */
export const handler = serveTask('hold-step', 'hold', hold);
