import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoEffectLedger } from '../../lib/aws/dynamodb/effect-ledger.ts';
import { createDynamoHolding } from '../../lib/aws/dynamodb/holding.ts';
import { createDynamoRecordStore } from '../../lib/aws/dynamodb/record-store.ts';
import { type DeploymentData, loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import type { TableNames } from '../../lib/config/tables.ts';
import { createActionHandler } from '../../lib/engine/actions/action-handler.ts';
import type { Actions } from '../../lib/engine/actions/built-in-actions.ts';
import { createRandomIds } from '../../lib/node/random-ids.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import type { RecordStore } from '../../lib/ports/record-store.ts';
import { serveTask } from './serve-task.ts';

/** What every family has at hand. */
export interface ActionWorld extends DeploymentData {
  readonly dynamodb: { readonly client: DynamoDBClient; readonly tables: TableNames };
  readonly records: RecordStore;
}

/** The function of a family of actions: its actions, inside the frame that runs each effect once. */
export function serveActions(family: string, create: (world: ActionWorld) => Actions) {
  const { tables } = readRuntimeConfig(['tables']);
  const data = loadDeploymentData();
  const dynamodb = { client: new DynamoDBClient({}), tables };
  const records = createDynamoRecordStore(dynamodb);
  const handle = createActionHandler({
    actions: create({ ...data, dynamodb, records }),
    types: data.catalogue.actions,
    ports: {
      effects: createDynamoEffectLedger({ ...dynamodb, clock }),
      ids: createRandomIds(clock),
      holding: createDynamoHolding({ ...dynamodb, clock }),
      zone: data.catalogue.zone,
      ...{ records, clock },
    },
  });
  return serveTask(`actions-${family}`, 'action', handle);
}
