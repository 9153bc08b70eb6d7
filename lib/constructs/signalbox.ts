import { AspectPriority, Aspects, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { DEPLOYMENT_FILE, writeDeploymentData } from '../config/deployment-data.ts';
import { ENVIRONMENT, machineName, secretPrefix } from '../config/names.ts';
import { StageNameSchema } from '../config/stage-config.ts';
import { TEMPLATES_FILE, writeTemplateData } from '../config/template-data.ts';
import { type UnsubscribeConfig, UnsubscribeSchema } from '../config/unsubscribe-config.ts';
import { conflict, invalid } from '../errors/app-error.ts';
import { acknowledge } from './acknowledge.ts';
import { activationOf } from './activation.ts';
import { allowServices } from './allow-services.ts';
import { Api, accessOf } from './api.ts';
import { createEventBus } from './create-event-bus.ts';
import { connectEventSources } from './event-sources.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import { grantAccess } from './grant-access.ts';
import { grantStorage } from './grant-storage.ts';
import { LinkKey } from './link-key.ts';
import type { OwnActionProps } from './own-action.ts';
import { OwnActions } from './own-actions.ts';
import { Queues } from './queues.ts';
import { readTemplateFiles } from './read-template-files.ts';
import { readWorkflowFiles } from './read-workflow-files.ts';
import { ServiceFunctions } from './service-functions.ts';
import { type ISignalbox, SignalboxBase, statesArn } from './signalbox-base.ts';
import type { SignalboxProps } from './signalbox-props.ts';
import { Storage } from './storage.ts';
import { subscribeRecordEvents } from './subscribe-record-events.ts';
import { Timers } from './timers.ts';
import { WorkflowDeployment } from './workflow-deployment.ts';

export type { Activation } from './activation.ts';
export type { OwnActionProps } from './own-action.ts';
export type { ISignalbox } from './signalbox-base.ts';
export type { SignalboxProps } from './signalbox-props.ts';

/** What another stack has to know of a Signalbox. */
export interface SignalboxAttributes {
  readonly eventBusName: string;
  /** @default 'dev' */
  readonly stage?: string;
}

/**
 * Customer workflows in your own account: an event bus, the engine behind it, and one state machine for each workflow
 * file. Everything but names of state machines and of the execution log group is left to CloudFormation to name.
 *
 * @example
 * const signalbox = new Signalbox(this, 'Signalbox', { workflows: './statemachines' });
 * signalbox.addAction('credit.score', { handler, description: 'Asks the bureau.', input: {…} });
 * signalbox.grantPutEvents(shop);
 */
export class Signalbox extends SignalboxBase {
  /** A Signalbox that another stack deploys. */
  static fromAttributes(scope: Construct, id: string, attributes: SignalboxAttributes): ISignalbox {
    return new ImportedSignalbox(scope, id, attributes);
  }

  readonly eventBus: IEventBus;
  readonly stage: string;
  /** Tables and large texts. */
  readonly storage: Storage;
  /** Queues with their dead letters and alarms. */
  readonly queues: Queues;
  /** One-time schedules. */
  readonly timers: Timers;
  /** What links to approvals are signed with. */
  readonly linkKey: LinkKey;
  readonly functions: ServiceFunctions;
  /** The HTTP API, for the command line, continuous integration and the console. */
  readonly api: Api;
  /** The role and the log group of all executions. */
  readonly executions: ExecutionEnvironment;
  private readonly props: SignalboxProps;
  private readonly runRetention: Duration;
  private readonly ownActions: OwnActions;
  private readonly unsubscribe: UnsubscribeConfig | undefined;
  private isAssembled = false;

  constructor(scope: Construct, id: string, props: SignalboxProps = {}) {
    super(scope, id);
    this.props = props;
    this.stage = checkStage(props.stage ?? 'dev');
    this.unsubscribe = checkUnsubscribe(props.unsubscribe);
    const { encryptionKey, alarmActions = [] } = props;
    const common = {
      encryptionKey,
      logRetention: props.logRetention ?? RetentionDays.THREE_MONTHS,
      tracing: props.tracing ?? true,
    };
    if (encryptionKey) {
      allowServices(this, encryptionKey);
      acknowledge(this, 'IAM5', 'keyUse', 'Action::kms:GenerateDataKey*');
      acknowledge(this, 'IAM5', 'keyUse', 'Action::kms:ReEncrypt*');
    }
    this.eventBus = props.eventBus ?? createEventBus(this, props);
    this.runRetention = props.runRetention ?? Duration.days(90);
    this.storage = new Storage(this, 'Storage', {
      encryptionKey,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      runRetention: this.runRetention,
    });
    this.queues = new Queues(this, 'Queues', { eventBus: this.eventBus, encryptionKey, alarmActions });
    this.timers = new Timers(this, 'Timers', { queue: this.queues.timers, encryptionKey });
    this.linkKey = new LinkKey(this, 'LinkKey', {
      encryptionKey,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    this.executions = new ExecutionEnvironment(this, 'Executions', { stage: this.stage, ...common });
    this.functions = new ServiceFunctions(this, 'Functions', {
      ...common,
      environment: this.environment(),
    });
    this.api = new Api(this, 'Api', {
      ...{ ...props.api, stage: this.stage, serve: this.functions.service.serve },
      ...common,
    });
    this.ownActions = new OwnActions(this, 'OwnActions');
    this.connect();
    for (const [name, action] of Object.entries(props.actions ?? {})) this.addAction(name, action);
    this.assembleAtSynthesis();
  }

  /**
   * Adds an action of your own, which definitions call with `do: <name>`.
   *
   * @throws AppError SB904 for a name that is none, or is taken · SB908 once the app is being synthesized
   */
  addAction(name: string, props: OwnActionProps): this {
    if (this.isAssembled) {
      throw conflict({
        code: 'SB908',
        message: `The own action "${name}" comes too late: the workflow files are compiled already.`,
        resolution: 'Call addAction before the app is synthesized.',
      });
    }
    this.ownActions.add(name, props);
    return this;
  }

  /**
   * Lets an own action's function read the records that templates name, check consent, and keep outcomes: what
   * `ownAction(definition, ports)` needs where it is handed those stores.
   */
  grantActionStores(handler: LambdaFunction): void {
    this.storage.grantToAction(handler);
    handler.addEnvironment(ENVIRONMENT.tables, this.storage.tableNames);
  }

  private environment() {
    return {
      bus: this.eventBus.eventBusName,
      tables: this.storage.tableNames,
      textBucket: this.storage.texts.bucketName,
      dispatchQueueArn: this.queues.dispatch.queue.queueArn,
      signalQueueArn: this.queues.signal.queue.queueArn,
      archiveQueueUrl: this.queues.archive.queue.queueUrl,
      ...this.timers.environment,
      linkKeyArn: this.linkKey.secret.secretArn,
      functionArns: Lazy.string({
        produce: () => Stack.of(this).toJsonString(Object.fromEntries(this.functionArns())),
      }),
      stateMachines: Stack.of(this).toJsonString({
        machineArnPrefix: statesArn(this, 'stateMachine', machineName(this.stage, '')),
        roleArn: this.executions.role.roleArn,
        logGroupArn: this.executions.logGroup.logGroupArn,
        logLevel: this.props.executionLogLevel ?? 'ALL',
        tracing: this.props.tracing ?? true,
        keyArn: this.props.encryptionKey?.keyArn,
      }),
      apiAccess: JSON.stringify(accessOf(this.props.api ?? {})),
      secretPrefix: secretPrefix(this.stage),
      runRetentionDays: String(this.runRetention.toDays()),
      publicUrl: this.props.publicUrl ?? Lazy.string({ produce: () => this.api.url }),
      ...(this.props.mailFrom === undefined ? {} : { mailFrom: this.props.mailFrom }),
      ...(this.unsubscribe === undefined ? {} : { unsubscribe: JSON.stringify(this.unsubscribe) }),
    };
  }

  private connect(): void {
    const { stage, functions, queues, timers, linkKey, eventBus, executions, storage, props } = this;
    grantStorage(storage, functions);
    const linkSecret = this.unsubscribe?.link?.secret;
    const { mailFrom } = props;
    grantAccess(this, { stage, functions, queues, timers, linkKey, executions, eventBus, mailFrom, linkSecret });
    functions.service.serve.tell('previewFunctionArn', functions.service.preview.alias.functionArn);
    connectEventSources(this, { stage, queues, functions, dispatchConcurrency: props.dispatchConcurrency ?? 20 });
    // A release probes the rules it made: by then everything that an event passes must be there.
    functions.service.publish.alias.node.addDependency(functions.service.dispatch, queues, storage, executions);
  }

  /** ARN of what states call, by family. */
  private functionArns(): ReadonlyMap<string, string> {
    const built = Object.entries(this.functions.task).map(
      ([family, made]) => [family, made.alias.functionArn] as const,
    );
    return new Map([...built, ...this.ownActions.functionArns]);
  }

  /** Own actions may be added until then, and both code and state machines depend on them. */
  private assembleAtSynthesis(): void {
    const visit = (node: Construct['node']['root']) => {
      if (node === this && !this.isAssembled) this.assemble();
    };
    Aspects.of(this).add({ visit }, { priority: AspectPriority.MUTATING });
  }

  private assemble(): void {
    this.isAssembled = true;
    const { workflows, catalogue, messages } = readWorkflowFiles(this.props.workflows, this.ownActions.types);
    const library = { name: TEMPLATES_FILE, text: writeTemplateData(readTemplateFiles(this.props)) };
    this.functions.setCode(DEPLOYMENT_FILE, writeDeploymentData({ catalogue, messages }), { 'serve-api': library });
    const functionArns = this.functionArns();
    for (const arn of new Set(functionArns.values())) this.executions.allowInvoke(arn);
    const publisherArn = this.functions.service.publish.alias.functionArn;
    subscribeRecordEvents(this, { catalogue, publisherArn });
    for (const workflow of workflows) {
      new WorkflowDeployment(this, `Workflow-${workflow.id}`, {
        workflow,
        functionArns,
        stage: this.stage,
        executions: this.executions,
        publisherArn,
        logLevel: this.props.executionLogLevel ?? 'ALL',
        tracing: this.props.tracing ?? true,
        encryptionKey: this.props.encryptionKey,
        activate: activationOf(this.props.activate, workflow.id),
      });
    }
  }
}

function checkUnsubscribe(given: unknown): UnsubscribeConfig | undefined {
  const parsed = UnsubscribeSchema.optional().safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${['unsubscribe', ...issue.path].join('.')}: ${issue.message}`);
  throw invalid({
    code: 'SB901',
    message: `Contacts could not withdraw their consents: ${problems.join('; ')}.`,
    resolution: 'Correct what is named; docs/operations.md shows an example.',
  });
}

class ImportedSignalbox extends SignalboxBase {
  readonly eventBus: IEventBus;
  readonly stage: string;

  constructor(scope: Construct, id: string, { eventBusName, stage = 'dev' }: SignalboxAttributes) {
    super(scope, id);
    this.eventBus = EventBus.fromEventBusName(this, 'Bus', eventBusName);
    this.stage = checkStage(stage);
  }
}

function checkStage(stage: string): string {
  const parsed = StageNameSchema.safeParse(stage);
  if (parsed.success) return parsed.data;
  throw invalid({
    code: 'SB901',
    message: `"${stage}" is no name for a stage: ${parsed.error.issues.map(({ message }) => message).join('; ')}.`,
    resolution: 'Name it like dev, test or prod.',
  });
}
