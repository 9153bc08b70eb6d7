import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createApprovalLinkPages } from '../../lib/api/approval-links.ts';
import { createApi } from '../../lib/api/create-api.ts';
import { createResources } from '../../lib/api/create-resources.ts';
import { createDynamoStores } from '../../lib/aws/dynamodb/create-stores.ts';
import { createEventBridgeIntake } from '../../lib/aws/eventbridge-intake.ts';
import { createEventBridgeRules } from '../../lib/aws/eventbridge-rules.ts';
import { createLambdaTrials } from '../../lib/aws/lambda-trials.ts';
import { createRuleProbe } from '../../lib/aws/rule-probe.ts';
import { createStepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { createTaskTokens } from '../../lib/aws/task-tokens.ts';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { APPROVAL_LINK_PATH } from '../../lib/engine/approvals/tell-approvers.ts';
import { createChangeLive } from '../../lib/engine/change-live.ts';
import { createHolds } from '../../lib/engine/conditions/holds.ts';
import { createPublishWorkflow } from '../../lib/engine/publish-workflow.ts';
import { createReleaseHolds } from '../../lib/engine/release-holds.ts';
import { createRandomIds } from '../../lib/node/random-ids.ts';
import { sha256 as hash } from '../../lib/node/sha256.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { openApprovalLinks } from '../wiring/approvals.ts';
import { days, KEEP, REFRESH_SECONDS } from '../wiring/durations.ts';
import { requireArn } from '../wiring/require-arn.ts';
import { openStateMachines } from '../wiring/state-machines.ts';
import { openStorage } from '../wiring/storage.ts';
import { openScheduler } from '../wiring/timers.ts';
import { wait } from '../wiring/wait.ts';
import { authenticate } from './authenticate.ts';
import { openTemplates } from './open-templates.ts';

/** API Gateway gives up after 30 seconds: asking again finds the rule that was made. */
const PROBES = 6;

/** Holds that are released before the answer; the sweep takes the others. */
const MOST_HOLDS = 50;

/** The HTTP API on AWS, made once per cold start. */
export function wire({ onFailure }: { readonly onFailure: (error: unknown) => void }): ReturnType<typeof createApi> {
  const config = readRuntimeConfig([
    ...(['tables', 'textBucket', 'bus', 'dispatchQueueArn', 'signalQueueArn'] as const),
    ...(['functionArns', 'runRetentionDays', 'apiAccess', 'previewFunctionArn'] as const),
  ]);
  const { catalogue } = loadDeploymentData();
  const client = new SFNClient({});
  const eventBridge = new EventBridgeClient({});
  const executions = createStepFunctionsExecutions({ client });
  const tokens = createTaskTokens({ client });
  const ids = createRandomIds(clock);
  const stores = createDynamoStores({ ...openStorage(config), clock });
  const common = {
    ...stores,
    ...{ catalogue, executions, tokens, ids, hash, clock },
    events: catalogue.events,
    machines: openStateMachines(),
    bus: createEventBridgeRules({
      client: eventBridge,
      busName: config.bus,
      queueArns: { dispatch: config.dispatchQueueArn, signal: config.signalQueueArn },
      probe: createRuleProbe({ ids, ledger: stores.effects, now: () => new Date(clock.now()).toISOString() }),
      wait,
      probes: PROBES,
    }),
    keepRunSeconds: days(config.runRetentionDays),
  };
  const releaseHolds = createReleaseHolds({ ...common, scheduler: openScheduler() });
  return createApi({
    ...{ ids, hash, clock, onFailure },
    ledger: stores.effects,
    authenticate: ({ env }) => authenticate(env.event, config.apiAccess),
    extend: (app) => {
      const { teams } = catalogue;
      app.route(
        APPROVAL_LINK_PATH,
        createApprovalLinkPages({ ...common, links: openApprovalLinks(), teams, onFailure }),
      );
    },
    resources: createResources({
      ...common,
      accept: createEventBridgeIntake({ client: eventBridge, busName: config.bus }),
      teams: catalogue.teams,
      holds: createHolds(catalogue),
      keepSkippedSeconds: KEEP.skipped,
      publish: createPublishWorkflow({ ...common, functionArn: requireArn(config.functionArns) }),
      // Runs of a workflow that is to stop them are stopped by the sweep, however many there are.
      changeLive: createChangeLive({
        ...common,
        releaseHolds: async (workflow) => {
          await releaseHolds({ workflow, most: MOST_HOLDS });
        },
      }),
      functionArn: requireArn(config.functionArns),
      trials: createLambdaTrials({ client: new LambdaClient({}), functionArn: config.previewFunctionArn }),
      templates: openTemplates(),
      refreshSeconds: REFRESH_SECONDS,
    }),
  });
}
