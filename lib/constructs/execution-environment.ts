import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { executionLogGroupName } from '../config/names.ts';
import { acknowledge } from './acknowledge.ts';

export interface ExecutionEnvironmentProps {
  readonly stage: string;
  readonly logRetention: RetentionDays;
  readonly tracing: boolean;
  readonly encryptionKey?: IKey | undefined;
}

/** What all executions share: the role they take and the log group they write to. */
export class ExecutionEnvironment extends Construct {
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ExecutionEnvironmentProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: executionLogGroupName(props.stage),
      retention: props.logRetention,
      // Retained once it was in use, but not by a first deployment that failed: its name would block the next one.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(props.encryptionKey ? { encryptionKey: props.encryptionKey } : {}),
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
        },
      }),
      description: 'Taken by the executions of all workflows: it may call their functions, and write logs and traces.',
    });
    this.allow(LOG_DELIVERY, '*');
    acknowledge(this.role, 'IAM5', 'logDelivery', 'Resource::*');
    if (props.tracing) this.allow(TRACING, '*');
    props.encryptionKey?.grantEncryptDecrypt(this.role);
  }

  /** Lets executions call a function through its alias. */
  allowInvoke(aliasArn: string): void {
    this.allow(['lambda:InvokeFunction'], aliasArn);
  }

  private allow(actions: readonly string[], resource: string): void {
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [resource] }),
    );
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html, which allows them on `*`. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];

/** https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html, which allows them on `*`. */
const TRACING = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
