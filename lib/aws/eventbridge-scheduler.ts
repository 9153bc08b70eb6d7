import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Clock } from '../ports/clock.ts';
import type { Hash } from '../ports/ids.ts';
import type { Scheduler, Timer } from '../ports/scheduler.ts';
import { fromSdkError } from './sdk-errors.ts';

/** What schedules are made with. */
export interface EventBridgeSchedulerDeps {
  readonly client: SchedulerClient;
  readonly clock: Clock;
  readonly hash: Hash;
  /** Group of the stage's schedules. */
  readonly group: string;
  /** The queue that timers come out of, the role that lets them, and where those go that could not. */
  readonly queueArn: string;
  readonly roleArn: string;
  readonly deadLetterQueueArn: string;
}

/** EventBridge keeps the minute; a moment nearer than that may have passed before it has looked. */
const SOONEST_MILLISECONDS = 60_000;

/** Timers as one-time schedules that delete themselves. */
export function createEventBridgeScheduler(deps: EventBridgeSchedulerDeps): Scheduler {
  const { client, group: GroupName, hash } = deps;
  return {
    at: async (timer) => {
      const schedule = scheduleOf(deps, timer);
      try {
        await createOrUpdate(client, schedule);
      } catch (error) {
        throw fromSdkError(error, `set a timer for ${timer.at}`);
      }
    },
    cancel: async (id) => {
      try {
        await client.send(new DeleteScheduleCommand({ GroupName, Name: nameOf(id, hash) }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw fromSdkError(error, 'cancel a timer');
      }
    },
  };
}

async function createOrUpdate(client: SchedulerClient, schedule: ReturnType<typeof scheduleOf>): Promise<void> {
  try {
    await client.send(new CreateScheduleCommand(schedule));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
    await client.send(new UpdateScheduleCommand(schedule));
  }
}

function scheduleOf(deps: EventBridgeSchedulerDeps, { id, at, task }: Timer) {
  const { clock, hash, group, queueArn, roleArn, deadLetterQueueArn } = deps;
  const soonest = Math.max(Date.parse(at), clock.now() + SOONEST_MILLISECONDS);
  // Schedules know whole seconds: one that came before its moment would find that it is not due, and not come again.
  const moment = new Date(Math.ceil(soonest / 1000) * 1000);
  return {
    GroupName: group,
    Name: nameOf(id, hash),
    ScheduleExpression: `at(${moment.toISOString().slice(0, 19)})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: queueArn,
      RoleArn: roleArn,
      Input: JSON.stringify(task),
      DeadLetterConfig: { Arn: deadLetterQueueArn },
    },
  } as const;
}

/** Names of schedules are 64 characters at most, of few kinds. */
function nameOf(id: string, hash: Hash): string {
  return hash(id).slice(0, 64);
}
