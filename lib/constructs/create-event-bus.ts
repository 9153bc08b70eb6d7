import { Duration } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { SignalboxProps } from './signalbox-props.ts';

/** A bus of Signalbox's own, with an archive of all that is put on it. */
export function createEventBus(
  scope: Construct,
  { encryptionKey, eventArchiveRetention }: Pick<SignalboxProps, 'encryptionKey' | 'eventArchiveRetention'>,
): IEventBus {
  const encryption = encryptionKey ? { kmsKey: encryptionKey } : {};
  const bus = new EventBus(scope, 'Bus', {
    description: 'Events that start workflows, and that they wait for.',
    ...encryption,
  });
  bus.archive('Events', {
    description: 'Events for replay. Replayed events start nothing unless asked.',
    // Everything that apps and workflows put; replays keep what they replay out by themselves.
    eventPattern: { account: [bus.env.account] },
    retention: eventArchiveRetention ?? Duration.days(30),
    ...encryption,
  });
  // aws-cdk-lib's types know no exactOptionalPropertyTypes: an EventBus is an IEventBus, but not by the letter.
  return bus as IEventBus;
}
