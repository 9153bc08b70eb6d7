import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoContactActivityStore } from '../../lib/aws/dynamodb/contact-activity-store.ts';
import { createDynamoRecordStore } from '../../lib/aws/dynamodb/record-store.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createHolds } from '../../lib/engine/conditions/holds.ts';
import { createReadRunData } from '../../lib/engine/read-run-data.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { serveTask } from '../middleware/serve-task.ts';

const { tables } = readRuntimeConfig(['tables']);
const { catalogue } = loadDeploymentData();
const { calendars, zone } = catalogue;
const dynamodb = { client: new DynamoDBClient({}), tables };

const read = createReadRunData({
  records: createDynamoRecordStore(dynamodb),
  activity: createDynamoContactActivityStore(dynamodb),
  holds: createHolds(catalogue),
  ...{ calendars, zone, clock },
});

/** Called by states `<name> (data)`. */
export const handler = serveTask('read-run-data', 'read', read);
