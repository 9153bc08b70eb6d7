import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createDeployedStateMachine } from '../../lib/aws/deployed-state-machine.ts';
import { createDynamoEffectLedger } from '../../lib/aws/dynamodb/effect-ledger.ts';
import { createDynamoLiveStateStore } from '../../lib/aws/dynamodb/live-state-store.ts';
import { createDynamoRunStore } from '../../lib/aws/dynamodb/run-store.ts';
import { createDynamoWorkflowStore } from '../../lib/aws/dynamodb/workflow-store.ts';
import { createEventBridgeRules } from '../../lib/aws/eventbridge-rules.ts';
import { createRuleProbe } from '../../lib/aws/rule-probe.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createArchiveWorkflow } from '../../lib/engine/archive-workflow.ts';
import { createChangeLive } from '../../lib/engine/change-live.ts';
import { createPublishWorkflow } from '../../lib/engine/publish-workflow.ts';
import { createReleaseWorkflow } from '../../lib/engine/release-workflow.ts';
import { createSubscribeRecordEvents } from '../../lib/engine/subscribe-record-events.ts';
import { createRandomIds } from '../../lib/node/random-ids.ts';
import { sha256 as hash } from '../../lib/node/sha256.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { requireArn } from '../wiring/require-arn.ts';
import { openStorage } from '../wiring/storage.ts';
import { wait } from '../wiring/wait.ts';

/** A deployment publishes many workflows at once, and Step Functions takes few changes a second. */
const PATIENT = { maxAttempts: 10 };

/** Publishing and activating on AWS, made once per cold start. */
export function wire() {
  const config = readRuntimeConfig([
    'tables',
    'textBucket',
    'bus',
    'dispatchQueueArn',
    'signalQueueArn',
    'functionArns',
  ]);
  const { catalogue } = loadDeploymentData();
  const storage = openStorage(config);
  const workflows = createDynamoWorkflowStore(storage);
  const liveStates = createDynamoLiveStateStore(storage);
  const runIndex = createDynamoRunStore(storage);
  const stepFunctions = new SFNClient(PATIENT);
  const now = () => new Date(clock.now()).toISOString();
  const ledger = createDynamoEffectLedger({ ...storage, clock });
  const ids = createRandomIds(clock);
  const bus = createEventBridgeRules({
    client: new EventBridgeClient(PATIENT),
    busName: config.bus,
    queueArns: { dispatch: config.dispatchQueueArn, signal: config.signalQueueArn },
    probe: createRuleProbe({ ids, ledger, now }),
    wait,
  });
  const common = { catalogue, events: catalogue.events, workflows, liveStates, runIndex, bus, hash, clock, ids };
  return {
    /** Releases a file to the machine that the deployment made for it. */
    releaseTo: (machine: { readonly machineArn: string; readonly revisionId: string }) => {
      const machines = createDeployedStateMachine({ client: stepFunctions, ...machine });
      const publish = createPublishWorkflow({ ...common, machines, functionArn: requireArn(config.functionArns) });
      return createReleaseWorkflow({ liveStates, publish, changeLive: createChangeLive({ ...common, machines }) });
    },
    archive: createArchiveWorkflow(common),
    subscribeRecordEvents: createSubscribeRecordEvents(common),
  };
}
