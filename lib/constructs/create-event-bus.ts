import { Duration } from 'aws-cdk-lib';
import { CfnArchive, EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { SignalboxProps } from './signalbox-props.ts';

/** A bus of Signalbox's own, with an archive of all that is put on it. */
export function createEventBus(
  scope: Construct,
  { encryptionKey, eventArchiveRetention }: Pick<SignalboxProps, 'encryptionKey' | 'eventArchiveRetention'>,
): IEventBus {
  const bus = new EventBus(scope, 'Bus', {
    description: 'Events that start workflows, and that they wait for.',
    ...(encryptionKey && { kmsKey: encryptionKey }),
  });
  // Not the Archive construct: it names the bus in the key's policy, and the bus names the key.
  new CfnArchive(bus, 'Events', {
    sourceArn: bus.eventBusArn,
    description: 'Events for replay. Replayed events start nothing unless asked.',
    retentionDays: (eventArchiveRetention ?? Duration.days(30)).toDays(),
    ...(encryptionKey && { kmsKeyIdentifier: encryptionKey.keyArn }),
  });
  // aws-cdk-lib's types know no exactOptionalPropertyTypes: an EventBus is an IEventBus, but not by the letter.
  return bus as IEventBus;
}
