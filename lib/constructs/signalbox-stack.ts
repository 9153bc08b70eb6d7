import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage-config.ts';
import { Signalbox } from './signalbox.ts';

export interface SignalboxStackProps extends Omit<StackProps, 'env' | 'terminationProtection'> {
  readonly stage: string;
  readonly config: StageConfig;
}

/** A Signalbox as a stack of its own, configured by stage. */
export class SignalboxStack extends Stack {
  readonly signalbox: Signalbox;

  constructor(scope: Construct, id: string, { stage, config, ...props }: SignalboxStackProps) {
    const { account, region, terminationProtection } = config;
    super(scope, id, {
      description: `Signalbox, stage ${stage}: customer workflows as data.`,
      terminationProtection,
      ...(account === undefined && region === undefined
        ? {}
        : { env: { ...(account && { account }), ...(region && { region }) } }),
      ...props,
    });
    const { alarmTopicArn, api, mailFrom, publicUrl, unsubscribe } = config;
    this.signalbox = new Signalbox(this, 'Signalbox', {
      stage,
      workflows: config.workflows,
      eventArchiveRetention: Duration.days(config.eventArchiveDays),
      runRetention: Duration.days(config.runRetentionDays),
      logRetention: config.logRetentionDays,
      dispatchConcurrency: config.dispatchConcurrency,
      ...(config.customerManagedKey ? { encryptionKey: this.createKey() } : {}),
      ...(api === undefined ? {} : { api }),
      ...(mailFrom === undefined ? {} : { mailFrom }),
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(unsubscribe === undefined ? {} : { unsubscribe }),
      ...(alarmTopicArn === undefined
        ? {}
        : { alarmActions: [new SnsAction(Topic.fromTopicArn(this, 'AlarmTopic', alarmTopicArn))] }),
    });
    new CfnOutput(this, 'EventBusName', {
      description: 'Apps put their events on this bus.',
      value: this.signalbox.eventBus.eventBusName,
    });
    new CfnOutput(this, 'ApiUrl', {
      description: 'The HTTP API; the command line finds it by --stage.',
      value: this.signalbox.api.url,
    });
  }
  private createKey(): Key {
    return new Key(this, 'Key', { description: 'Encrypts what Signalbox keeps and carries.', enableKeyRotation: true });
  }
}
