import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { secretPrefix } from '../config/names.ts';
import { allowPattern } from './allow-pattern.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import { grantAuthoring } from './grant-authoring.ts';
import type { LinkKey } from './link-key.ts';
import { type Queues, rulesOf } from './queues.ts';
import type { ServiceFunction } from './service-function.ts';
import type { ServiceFunctions } from './service-functions.ts';
import type { Timers } from './timers.ts';

export interface AccessProps {
  readonly stage: string;
  readonly functions: ServiceFunctions;
  readonly queues: Queues;
  readonly timers: Timers;
  readonly linkKey: LinkKey;
  readonly executions: ExecutionEnvironment;
  readonly eventBus: IEventBus;
  readonly mailFrom?: string | undefined;
  /** Name of the secret that links in mails are signed with. */
  readonly linkSecret?: string | undefined;
}

/** Who may do what beside reading and writing tables: each function exactly what its use case calls. */
export function grantAccess(scope: Construct, props: AccessProps): void {
  const { functions, queues, eventBus } = props;
  const { service, task } = functions;
  const states = statesOf(scope, props.stage);

  states.machines(service.dispatch, ['states:StartExecution']);
  states.machines(service.signal, ['states:SendTaskSuccess', 'states:StartExecution']);
  states.executions(service.signal, ['states:StopExecution', 'states:DescribeExecution']);
  for (const releaser of [task.wait, task.hold, service.timers]) {
    states.machines(releaser, ['states:SendTaskSuccess']);
  }
  states.executions(service.archive, ['states:GetExecutionHistory']);
  states.machines(service.sweep, [
    'states:DeleteStateMachineVersion',
    'states:ListExecutions',
    'states:SendTaskFailure',
    'states:SendTaskSuccess',
    'states:StartExecution',
  ]);
  states.executions(service.sweep, ['states:DescribeExecution', 'states:StopExecution']);
  for (const sender of [service.record, service.sweep]) queues.archive.queue.grantSendMessages(sender.role);
  for (const sender of [service.record, task.records, task.conversation, task.event]) {
    eventBus.grantPutEventsTo(sender.role);
  }
  grantTimers(props);
  for (const linking of [task.approval, service.timers, service.serve]) props.linkKey.grantUse(linking);
  grantPublishing(scope, props);
  grantServing(scope, props);
  grantMail(scope, props);
  grantSecrets(scope, props);
}

/** Who asks people and who holds sets timers; who releases takes them back. */
function grantTimers({ functions: { service, task }, timers }: AccessProps): void {
  for (const setter of [task.approval, task.hold]) timers.grantSet(setter);
  for (const releaser of [task.hold, service.timers, service.sweep, service.serve]) timers.grantCancel(releaser);
}

function grantPublishing(scope: Construct, { stage, functions, eventBus }: AccessProps): void {
  const { publish } = functions.service;
  statesOf(scope, stage).machines(publish, ['states:PublishStateMachineVersion']);
  const rules = rulesOf(scope, eventBus);
  allowPattern(publish, ['events:PutRule', 'events:PutTargets'], rules, 'rules');
  eventBus.grantPutEventsTo(publish.role);
}

/** The API starts and stops runs, decides approvals, and makes state machines with the role that executions take. */
function grantServing(scope: Construct, { stage, functions, eventBus, executions }: AccessProps): void {
  const { serve, preview } = functions.service;
  serve.allow(['lambda:InvokeFunction'], [preview.alias.functionArn]);
  const states = statesOf(scope, stage);
  states.machines(serve, [
    ...['states:StartExecution', 'states:ListExecutions', 'states:DeleteStateMachineVersion'],
    // An approval goes on with its run, a rejection fails its task.
    ...['states:SendTaskSuccess', 'states:SendTaskFailure'],
  ]);
  states.executions(serve, [
    ...['states:DescribeExecution', 'states:GetExecutionHistory'],
    ...['states:RedriveExecution', 'states:StopExecution'],
  ]);
  grantAuthoring(scope, { grantee: serve, stage, executionRoleArn: executions.role.roleArn });
  allowPattern(serve, ['events:PutRule', 'events:PutTargets'], rulesOf(scope, eventBus), 'rules');
  eventBus.grantPutEventsTo(serve.role);
}

/** SES looks for the identity of the address or of its domain, whichever was verified: the sender needs both. */
function grantMail(scope: Construct, { functions, mailFrom }: AccessProps): void {
  if (mailFrom === undefined) return;
  const address = /<(.+)>/.exec(mailFrom)?.[1] ?? mailFrom;
  const domain = address.slice(address.indexOf('@') + 1);
  const identities = [address, domain].map((resourceName) =>
    Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName }),
  );
  const { service, task } = functions;
  for (const sender of [task.email, task.notify, task.approval, service.timers])
    sender.allow(['ses:SendEmail'], identities);
}

/** Definitions may name any secret of the stage; mails need the one that their links are signed with. */
function grantSecrets(scope: Construct, { stage, functions, linkSecret }: AccessProps): void {
  const allow = (reader: ServiceFunction, name: string) => {
    const secrets = Stack.of(scope).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${secretPrefix(stage)}${name}`,
    });
    allowPattern(reader, ['secretsmanager:GetSecretValue'], secrets, 'secrets');
  };
  for (const reader of [functions.task.http, functions.task.notify]) allow(reader, '*');
  if (linkSecret !== undefined) allow(functions.task.email, `${linkSecret}-??????`);
}

/** ARN patterns of this stage's state machines, and of their executions. */
function statesOf(scope: Construct, stage: string) {
  const arn = (resource: string) =>
    Stack.of(scope).formatArn({
      service: 'states',
      resource,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${stage}-*`,
    });
  return {
    machines: (grantee: ServiceFunction, actions: readonly string[]) =>
      allowPattern(grantee, actions, arn('stateMachine'), 'machines'),
    executions: (grantee: ServiceFunction, actions: readonly string[]) =>
      allowPattern(grantee, actions, arn('execution'), 'executions'),
  };
}
