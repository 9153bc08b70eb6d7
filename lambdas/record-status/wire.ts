import { SQSClient } from '@aws-sdk/client-sqs';
import { createArchiveRequests } from '../../lib/aws/archive-requests.ts';
import { createDynamoLiveStateStore } from '../../lib/aws/dynamodb/live-state-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createCheckGuardrail } from '../../lib/engine/check-guardrail.ts';
import { createRecordStatus } from '../../lib/engine/record-status.ts';
import { createRandomIds } from '../../lib/node/random-ids.ts';
import { systemClock } from '../../lib/node/system-clock.ts';
import { openBus } from '../wiring/bus.ts';
import { openDeadLetters } from '../wiring/dead-letters.ts';
import { days } from '../wiring/durations.ts';
import { openStorage } from '../wiring/storage.ts';

/** Recording statuses on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig([
    'tables',
    'textBucket',
    'deadLetterQueueUrl',
    'archiveQueueUrl',
    'runRetentionDays',
  ]);
  const storage = openStorage(config);
  const runs = createDynamoRunStore(storage);
  return {
    record: createRecordStatus({ runs, keepRunSeconds: days(config.runRetentionDays) }),
    checkGuardrail: createCheckGuardrail({
      liveStates: createDynamoLiveStateStore(storage),
      runIndex: runs,
      bus: openBus(),
      clock: systemClock,
      ids: createRandomIds(systemClock),
    }),
    archive: createArchiveRequests({ client: new SQSClient({}), queueUrl: config.archiveQueueUrl }),
    bury: openDeadLetters(config),
  };
}
