import { SFNClient } from '@aws-sdk/client-sfn';
import { createDynamoRunHistoryStore } from '../../lib/aws/dynamodb/run-history-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createStepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createArchiveHistory } from '../../lib/engine/archive-history.ts';
import { openDeadLetters } from '../wiring/dead-letters.ts';
import { openStorage } from '../wiring/storage.ts';

/** Archiving on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig(['tables', 'textBucket', 'deadLetterQueueUrl']);
  const storage = openStorage(config);
  return {
    archive: createArchiveHistory({
      runs: createDynamoRunStore(storage),
      histories: createDynamoRunHistoryStore(storage),
      executions: createStepFunctionsExecutions({ client: new SFNClient({}) }),
    }),
    bury: openDeadLetters(config),
  };
}
