import { SFNClient } from '@aws-sdk/client-sfn';
import { createDynamoContactActivityStore } from '../../lib/aws/dynamodb/contact-activity-store.ts';
import { createDynamoEffectLedger } from '../../lib/aws/dynamodb/effect-ledger.ts';
import { createDynamoRecordStore } from '../../lib/aws/dynamodb/record-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createDynamoSkippedRunStore } from '../../lib/aws/dynamodb/skipped-run-store.ts';
import { answerProbe } from '../../lib/aws/rule-probe.ts';
import { createStepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createHolds } from '../../lib/engine/conditions/holds.ts';
import { createDispatchEvent } from '../../lib/engine/dispatch-event.ts';
import { createKeepRecords } from '../../lib/engine/keep-records.ts';
import { sha256 } from '../../lib/node/sha256.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { openDeadLetters } from '../wiring/dead-letters.ts';
import { KEEP } from '../wiring/durations.ts';
import { openLiveWorkflows } from '../wiring/live-workflows.ts';
import { openStorage } from '../wiring/storage.ts';

/** Dispatch on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig(['tables', 'textBucket', 'deadLetterQueueUrl']);
  const { catalogue } = loadDeploymentData();
  const { events, zone } = catalogue;
  const storage = openStorage(config);
  const records = createDynamoRecordStore(storage);
  const effects = createDynamoEffectLedger({ ...storage, clock });
  const live = openLiveWorkflows(storage);
  return {
    dispatch: createDispatchEvent({
      runs: createDynamoRunStore(storage),
      skippedRuns: createDynamoSkippedRunStore(storage),
      activity: createDynamoContactActivityStore(storage),
      executions: createStepFunctionsExecutions({ client: new SFNClient({}) }),
      holds: createHolds(catalogue),
      keepSkippedSeconds: KEEP.skipped,
      hash: sha256,
      ...{ records, live, events, zone, clock },
    }),
    keep: createKeepRecords({ records, events }),
    answer: (probe: string) => answerProbe(effects, probe),
    bury: openDeadLetters(config),
  };
}
