/** A CDK app with what Signalbox's own stack is made of, to see what the emulator does with it. */
import { App, CfnOutput, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, Dashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Alias, Architecture, type IVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachineVersion, DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Provider } from 'aws-cdk-lib/custom-resources';

const app = new App();
const stack = new Stack(app, 'Probe');
/** Changes the state machine, as a second deployment does. */
const revision = String(app.node.tryGetContext('revision') ?? '1');
const gone = { removalPolicy: RemovalPolicy.DESTROY };

const table = new Table(stack, 'Table', {
  ...gone,
  partitionKey: { name: 'id', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  timeToLiveAttribute: 'expires',
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
});

function nodeFunction(id: string, handler: string, environment: Record<string, string> = {}): NodejsFunction {
  return new NodejsFunction(stack, id, {
    entry: new URL('./handlers.ts', import.meta.url).pathname,
    handler,
    environment,
    runtime: Runtime.NODEJS_22_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(10),
    logGroup: new LogGroup(stack, `${id}Log`, gone),
    bundling: { format: OutputFormat.ESM, mainFields: ['module', 'main'], minify: true, externalModules: [] },
  });
}

// aws-cdk-lib's types know no exactOptionalPropertyTypes: a Version is an IVersion, but not by the letter.
const version = nodeFunction('Work', 'work').currentVersion as IVersion;
const live = new Alias(stack, 'Live', { aliasName: 'live', version });

const machine = new StateMachine(stack, 'Machine', {
  stateMachineName: 'probe-double',
  logs: { destination: new LogGroup(stack, 'MachineLog', gone), level: LogLevel.ERROR },
  definitionBody: DefinitionBody.fromString(
    JSON.stringify({
      Comment: `revision ${revision}`,
      QueryLanguage: 'JSONata',
      StartAt: 'Work',
      States: {
        Work: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation puts the function's ARN in its place.
          Arguments: { FunctionName: '${Work}', Payload: { n: '{% $states.context.Execution.Input.n %}' } },
          Assign: { step_work: '{% $states.result.Payload %}' },
          Catch: [
            {
              ErrorEquals: ['Probe.Negative'],
              Assign: { step_work: '{% {"error": $states.errorOutput.Error} %}' },
              Next: 'Pause',
            },
          ],
          Next: 'Pause',
        },
        Pause: { Type: 'Wait', Seconds: 86_400, Next: 'Done' },
        Done: { Type: 'Succeed', Output: { revision, work: '{% $step_work %}' } },
      },
    }),
  ),
  definitionSubstitutions: { Work: live.functionArn },
});
live.grantInvoke(machine);
const published = new CfnStateMachineVersion(stack, `Version${revision}`, {
  stateMachineArn: machine.stateMachineArn,
  stateMachineRevisionId: machine.stateMachineRevisionId,
});
published.applyRemovalPolicy(RemovalPolicy.RETAIN);

const dead = new Queue(stack, 'Dead');
const queue = new Queue(stack, 'Queue', {
  visibilityTimeout: Duration.seconds(10),
  deadLetterQueue: { queue: dead, maxReceiveCount: 1 },
});
const bus = new EventBus(stack, 'Bus');
bus.archive('Archive', { retention: Duration.days(3), eventPattern: { source: ['probe'] } });
new Rule(stack, 'Rule', {
  eventBus: bus,
  eventPattern: { source: ['probe'], detailType: ['started'] },
  targets: [new SqsQueue(queue)],
});

const dispatch = nodeFunction('Dispatch', 'dispatch', { VERSION: published.ref });
dispatch.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 2 }));
machine.grantStartExecution(dispatch);

const record = nodeFunction('Record', 'record', { TABLE: table.tableName });
table.grantWriteData(record);
new Rule(stack, 'Status', {
  eventPattern: {
    source: ['aws.states'],
    detailType: ['Step Functions Execution Status Change'],
    detail: { stateMachineArn: [machine.stateMachineArn] },
  },
  targets: [new LambdaTarget(record)],
});

const provider = new Provider(stack, 'Provider', { onEventHandler: nodeFunction('Publish', 'publish') });
const custom = new CustomResource(stack, 'Custom', {
  serviceToken: provider.serviceToken,
  properties: { Text: `revision ${revision}` },
});

const deadLetters = dead.metricApproximateNumberOfMessagesVisible();
new Alarm(stack, 'DeadLetters', { metric: deadLetters, threshold: 1, evaluationPeriods: 1 });
new Dashboard(stack, 'Dashboard', { widgets: [[new GraphWidget({ left: [deadLetters] })]] });
new QueryDefinition(stack, 'Query', {
  queryDefinitionName: 'probe',
  queryString: new QueryString({ fields: ['@timestamp'] }),
});
new Schedule(stack, 'Sweep', {
  schedule: ScheduleExpression.rate(Duration.hours(1)),
  target: new SqsSendMessage(dead),
});
new Secret(stack, 'Secret', gone);
new EmailIdentity(stack, 'Sender', { identity: Identity.email('probe@example.com') });

const outputs = {
  Table: table.tableName,
  Machine: machine.stateMachineArn,
  Version: published.ref,
  Bus: bus.eventBusName,
  Queue: queue.queueArn,
  Dead: dead.queueUrl,
  Custom: custom.getAttString('Text'),
};
for (const [id, value] of Object.entries(outputs)) new CfnOutput(stack, `${id}Output`, { value, key: id });
