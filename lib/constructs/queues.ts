import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { RULE_PREFIX } from '../config/names.ts';
import { DurableQueue } from './durable-queue.ts';
import { SERVICE_FUNCTIONS } from './function-specs.ts';

export interface QueuesProps {
  readonly eventBus: IEventBus;
  readonly encryptionKey?: IKey | undefined;
  readonly alarmActions: readonly IAlarmAction[];
}

/** The queues between the event bus and the functions, each with its dead letters. */
export class Queues extends Construct {
  readonly dispatch: DurableQueue;
  readonly signal: DurableQueue;
  readonly status: DurableQueue;
  readonly archive: DurableQueue;
  readonly timers: DurableQueue;

  constructor(scope: Construct, id: string, props: QueuesProps) {
    super(scope, id);
    const queue = (name: keyof typeof HOLDS) =>
      new DurableQueue(this, HOLDS[name].id, {
        holds: HOLDS[name].holds,
        consumerTimeout: Duration.seconds(HOLDS[name].seconds),
        encryptionKey: props.encryptionKey,
        alarmActions: props.alarmActions,
      });
    this.dispatch = queue('dispatch');
    this.signal = queue('signal');
    this.status = queue('status');
    this.archive = queue('archive');
    this.timers = queue('timers');
    for (const { queue: target } of [this.dispatch, this.signal]) {
      target.addToResourcePolicy(
        new PolicyStatement({
          sid: 'RulesOfEventTypes',
          effect: Effect.ALLOW,
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [target.queueArn],
          conditions: { ArnLike: { 'aws:SourceArn': rulesOf(this, props.eventBus) } },
        }),
      );
    }
  }

  /** All of them, by what their consumers are called in the functions' table. */
  get all(): readonly DurableQueue[] {
    return [this.dispatch, this.signal, this.status, this.archive, this.timers];
  }
}

const HOLDS = {
  dispatch: { id: 'Dispatch', holds: 'events', seconds: SERVICE_FUNCTIONS.dispatch.timeoutSeconds },
  signal: { id: 'Signal', holds: 'events that runs wait for', seconds: SERVICE_FUNCTIONS.signal.timeoutSeconds },
  status: { id: 'Status', holds: 'statuses of executions', seconds: SERVICE_FUNCTIONS.record.timeoutSeconds },
  timers: { id: 'Timers', holds: 'timers', seconds: SERVICE_FUNCTIONS.timers.timeoutSeconds },
  archive: { id: 'Archive', holds: 'histories to keep', seconds: SERVICE_FUNCTIONS.archive.timeoutSeconds },
} as const;

/** ARN pattern of the rules that the control plane puts on the bus, one for each event type. */
export function rulesOf(scope: Construct, eventBus: IEventBus): string {
  return Stack.of(scope).formatArn({
    service: 'events',
    resource: 'rule',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    resourceName: `${eventBus.eventBusName}/${RULE_PREFIX}*`,
  });
}
