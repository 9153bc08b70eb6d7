import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { allowPattern } from './allow-pattern.ts';
import type { DurableQueue } from './durable-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface TimersProps {
  /** Where timers come out. */
  readonly queue: DurableQueue;
  readonly encryptionKey?: IKey | undefined;
}

/** One-time schedules of a stage: their group, and the role with which they send to their queue, and no other. */
export class Timers extends Construct {
  readonly role: Role;
  private readonly group: CfnScheduleGroup;
  private readonly queue: DurableQueue;

  constructor(scope: Construct, id: string, { queue, encryptionKey }: TimersProps) {
    super(scope, id);
    this.queue = queue;
    this.group = new CfnScheduleGroup(this, 'Group');
    this.role = new Role(this, 'Role', {
      description: 'Taken by timers: they may send to their queue and, where that fails, to its dead letters.',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': this.group.attrArn },
        },
      }),
    });
    this.role.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['sqs:SendMessage'],
        resources: [queue.queue.queueArn, queue.deadLetters.queueArn],
      }),
    );
    encryptionKey?.grantEncryptDecrypt(this.role);
  }

  /** What functions are told of it. */
  get environment() {
    return {
      timerGroup: this.group.ref,
      timerQueueArn: this.queue.queue.queueArn,
      timerDeadLetterQueueArn: this.queue.deadLetters.queueArn,
      timerRoleArn: this.role.roleArn,
    };
  }

  /** Lets a function set timers. */
  grantSet(grantee: ServiceFunction): void {
    allowPattern(grantee, ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'], this.schedules, 'timers');
    grantee.role.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }

  /** Lets a function cancel timers. */
  grantCancel(grantee: ServiceFunction): void {
    allowPattern(grantee, ['scheduler:DeleteSchedule'], this.schedules, 'timers');
  }

  /** ARN pattern of the group's schedules. */
  private get schedules(): string {
    return Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      resourceName: `${this.group.ref}/*`,
    });
  }
}
