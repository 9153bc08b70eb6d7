import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { createEventBridgeScheduler } from '../../lib/aws/eventbridge-scheduler.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import { sha256 as hash } from '../../lib/node/sha256.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import type { Scheduler } from '../../lib/ports/scheduler.ts';

/** The stage's timers, to set and to cancel. */
export function openScheduler(): Scheduler {
  const config = readRuntimeConfig(['timerGroup', 'timerQueueArn', 'timerDeadLetterQueueArn', 'timerRoleArn']);
  return createEventBridgeScheduler({
    client: new SchedulerClient({}),
    group: config.timerGroup,
    queueArn: config.timerQueueArn,
    deadLetterQueueArn: config.timerDeadLetterQueueArn,
    roleArn: config.timerRoleArn,
    clock,
    hash,
  });
}
