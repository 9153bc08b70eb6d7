import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createEventBridgeEvents } from '../../lib/aws/eventbridge-events.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { createPublishEvents, type PublishEvents } from '../../lib/engine/actions/publish-events.ts';
import { sha256 } from '../../lib/node/sha256.ts';
import { systemClock } from '../../lib/node/system-clock.ts';
import type { Bus } from '../../lib/ports/bus.ts';
import type { Catalogue } from '../../lib/workflow/catalogue/catalogue.ts';
import { wait } from './wait.ts';

/** The event bus, to put on. */
export function openBus(): Pick<Bus, 'put'> {
  const { bus } = readRuntimeConfig(['bus']);
  return createEventBridgeEvents({ client: new EventBridgeClient({}), busName: bus, wait });
}

/** Puts what actions made happen, under the catalogue's names. */
export function openPublishing({ events }: Pick<Catalogue, 'events'>): PublishEvents {
  return createPublishEvents({ bus: openBus(), clock: systemClock, hash: sha256, events });
}
