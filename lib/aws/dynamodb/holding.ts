import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import { createLiveHolding } from '../../engine/holding/live-holding.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Holding } from '../../ports/holding.ts';
import { createDynamoLiveStateStore } from './live-state-store.ts';

/** The longest that an action goes on not knowing that its workflow was disabled. */
const REFRESH_SECONDS = 5;

/** Whether a workflow holds its runs, for functions of actions: keep one for the life of the process. */
export function createDynamoHolding(deps: {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
  readonly clock: Clock;
}): Holding {
  const liveStates = createDynamoLiveStateStore(deps);
  return createLiveHolding({ liveStates, clock: deps.clock, refreshSeconds: REFRESH_SECONDS });
}
