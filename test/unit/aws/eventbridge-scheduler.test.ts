import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
  type UpdateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEventBridgeScheduler } from '../../../lib/aws/eventbridge-scheduler.ts';
import { sha256 as hash } from '../../../lib/node/sha256.ts';
import type { TimerTask } from '../../../lib/ports/scheduler.ts';
import { schedulerContract } from '../../contract/scheduler.contract.ts';
import { createSettableClock } from '../../support/settable-clock.ts';

const mock = mockClient(SchedulerClient);
const client = new SchedulerClient({ region: 'eu-central-1' });
const arns = {
  queueArn: 'arn:aws:sqs:eu-central-1:111122223333:timers',
  roleArn: 'arn:aws:iam::111122223333:role/timers',
  deadLetterQueueArn: 'arn:aws:sqs:eu-central-1:111122223333:dead',
};
const $metadata = {};

beforeEach(() => {
  mock.reset();
});

describe('EventBridge Scheduler', () => {
  const scheduler = createEventBridgeScheduler({
    client,
    hash,
    group: 'group-1',
    ...arns,
    clock: createSettableClock(),
  });

  test('a timer is a one-time schedule to the queue that deletes itself', async () => {
    mock.on(CreateScheduleCommand).resolves({});
    const task: TimerTask = { kind: 'approval-reminder', approval: 'a' };
    await scheduler.at({ id: 'remind a', at: '2026-03-02T10:00:00.500Z', task });
    expect(mock.commandCalls(CreateScheduleCommand)[0]?.args[0].input).toEqual({
      GroupName: 'group-1',
      Name: hash('remind a'),
      ScheduleExpression: 'at(2026-03-02T10:00:01)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: arns.queueArn,
        RoleArn: arns.roleArn,
        Input: JSON.stringify(task),
        DeadLetterConfig: { Arn: arns.deadLetterQueueArn },
      },
    });
  });

  test('a timer never goes off before its moment: schedules know whole seconds alone', async () => {
    mock.on(CreateScheduleCommand).resolves({});
    const task: TimerTask = { kind: 'release-hold', workflow: 'w', key: 'k' };
    await scheduler.at({ id: 'release k', at: '2026-03-02T10:00:59.001Z', task });
    const [call] = mock.commandCalls(CreateScheduleCommand);
    expect(call?.args[0].input.ScheduleExpression).toBe('at(2026-03-02T10:01:00)');
  });

  test('a moment that could have passed by then is a minute ahead', async () => {
    mock.on(CreateScheduleCommand).resolves({});
    await scheduler.at({ id: 'a', at: '2026-03-01T10:00:10.000Z', task: { kind: 'approval-reminder', approval: 'a' } });
    const [call] = mock.commandCalls(CreateScheduleCommand);
    expect(call?.args[0].input.ScheduleExpression).toBe('at(2026-03-01T10:01:00)');
  });

  test('other errors of AWS are told as such', async () => {
    const busy = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    mock.on(CreateScheduleCommand).rejects(busy);
    mock.on(DeleteScheduleCommand).rejects(busy);
    const task: TimerTask = { kind: 'approval-reminder', approval: 'a' };
    await expect(scheduler.at({ id: 'a', at: '2026-03-02T10:00:00Z', task })).rejects.toMatchObject({
      kind: 'transient',
    });
    await expect(scheduler.cancel('a')).rejects.toMatchObject({ kind: 'transient' });
  });
});

/** What the service does with these commands, as its API reference describes it. */
describe('Scheduler on EventBridge', () => {
  schedulerContract(async () => {
    const schedules = new Map<string, UpdateScheduleCommandInput>();
    mock.on(CreateScheduleCommand).callsFake((input: UpdateScheduleCommandInput) => {
      if (schedules.has(String(input.Name))) throw new ConflictException({ message: 'there', Message: '', $metadata });
      schedules.set(String(input.Name), input);
      return {};
    });
    mock.on(UpdateScheduleCommand).callsFake((input: UpdateScheduleCommandInput) => {
      schedules.set(String(input.Name), input);
      return {};
    });
    mock.on(DeleteScheduleCommand).callsFake(({ Name }: { Name: string }) => {
      if (!schedules.delete(Name)) throw new ResourceNotFoundException({ message: 'none', Message: '', $metadata });
      return {};
    });
    const clock = createSettableClock();
    return {
      scheduler: createEventBridgeScheduler({ client, clock, hash, group: 'group-1', ...arns }),
      passTime: async (until) => {
        clock.set(until);
        const due = [...schedules.values()]
          .map((schedule) => ({ schedule, at: `${String(schedule.ScheduleExpression).slice(3, -1)}.000Z` }))
          .filter(({ at }) => at <= until)
          .sort((left, right) => left.at.localeCompare(right.at));
        for (const { schedule } of due) schedules.delete(String(schedule.Name));
        return due.map(({ schedule }) => JSON.parse(String(schedule.Target?.Input)) as TimerTask);
      },
    };
  });
});
