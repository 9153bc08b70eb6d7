import { SQSClient } from '@aws-sdk/client-sqs';
import { createArchiveRequests } from '../../lib/aws/archive-requests.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createRecordStatus } from '../../lib/engine/record-status.ts';
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
  return {
    record: createRecordStatus({
      runs: createDynamoRunStore(openStorage(config)),
      keepRunSeconds: days(config.runRetentionDays),
    }),
    archive: createArchiveRequests({ client: new SQSClient({}), queueUrl: config.archiveQueueUrl }),
    bury: openDeadLetters(config),
  };
}
