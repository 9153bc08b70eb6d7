/** What a CDK app costs with as many resources as a Signalbox with its nine workflows, written with CDK's own constructs. */
import { App, CfnOutput, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Alias, Architecture, Code, Function as Fn, type IVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

const app = new App();
const stack = new Stack(app, 'Bare');
const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);

const tables = numbered(8).map(
  (index) => new Table(stack, `Table${index}`, { partitionKey: { name: 'pk', type: AttributeType.STRING } }),
);
const bucket = new Bucket(stack, 'Bucket', { enforceSSL: true });
const functions = numbered(16).map((index) => {
  const made = new Fn(stack, `Function${index}`, {
    runtime: Runtime.NODEJS_22_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromInline(`exports.handler = async () => ${index};`),
    logGroup: new LogGroup(stack, `Logs${index}`),
  });
  for (const table of tables.slice(0, 3)) table.grantReadWriteData(made);
  bucket.grantReadWrite(made);
  return made;
});
const aliases = functions
  .slice(0, 11)
  .map(
    (made, index) => new Alias(stack, `Live${index}`, { aliasName: 'live', version: made.currentVersion as IVersion }),
  );
for (const index of numbered(4)) {
  const dead = new Queue(stack, `Dead${index}`, { enforceSSL: true });
  const queue = new Queue(stack, `Queue${index}`, {
    enforceSSL: true,
    deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
  });
  functions[index]?.addEventSource(new SqsEventSource(queue));
  const metric = dead.metricApproximateNumberOfMessagesVisible();
  new Alarm(stack, `Alarm${index}`, { metric, threshold: 1, evaluationPeriods: 1 });
}
const bus = new EventBus(stack, 'Bus');
bus.archive('Archive', { eventPattern: { account: [stack.account] }, retention: Duration.days(30) });
for (const [index, made] of functions.slice(0, 3).entries()) {
  new Rule(stack, `Rule${index}`, { schedule: Schedule.rate(Duration.hours(1)), targets: [new LambdaFunction(made)] });
}
for (const index of numbered(9)) {
  const machine = new CfnStateMachine(stack, `Machine${index}`, {
    roleArn: functions[0]?.role?.roleArn ?? '',
    definitionString: '{}',
  });
  new CustomResource(stack, `Release${index}`, {
    serviceToken: aliases[0]?.functionArn ?? '',
    properties: { machine: machine.attrStateMachineRevisionId },
  });
}
new CfnOutput(stack, 'BusName', { value: bus.eventBusName });
app.synth();
