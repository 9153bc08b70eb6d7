import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../lib/workflow/json.ts';
import { createLoopWorld } from './engine-world.ts';

const call = { Type: 'Task', Resource: 'work', Arguments: { n: '{% $states.input.n %}' } } as const;
const ASL = {
  QueryLanguage: 'JSONata',
  StartAt: 'First',
  States: {
    First: { ...call, Assign: { first: '{% $states.result %}' }, Next: 'Month' },
    Month: { Type: 'Wait', Seconds: 2_592_000, Next: 'Last' },
    Last: { ...call, Arguments: { n: '{% $first %}' }, End: true },
  },
} as const;
const WAITING = {
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
    },
  },
} as const;

const double = async (payload: Json): Promise<unknown> => (payload as { n: number }).n * 2;

describe('the execution loop', () => {
  test('X2 a month passes in no time, and each state sees what the one before left', async () => {
    const world = createLoopWorld({ call: double });
    const machineRef = await world.machines.publish({ workflow: 'w', hash: 'h', asl: ASL, description: '' });
    await world.executions.start({ machineRef, name: 'run-1', input: '{"n":3}' });
    await world.settle();
    const description = await world.executions.describe({ machineRef, name: 'run-1' });
    expect(description).toMatchObject({ status: 'SUCCEEDED', output: 12 });
    expect(world.timeline.now()).toBe(2_592_000_000);
    expect(world.statuses).toEqual(['run-1 RUNNING', 'run-1 SUCCEEDED']);
    expect(world.failures).toEqual([]);
  });

  test('a name starts once', async () => {
    const world = createLoopWorld({ call: double });
    const machineRef = await world.machines.publish({ workflow: 'w', hash: 'h', asl: ASL, description: '' });
    const start = () => world.executions.start({ machineRef, name: 'run-1', input: '{"n":3}' });
    expect(await Promise.all([start(), start(), start()])).toEqual(['started', 'exists', 'exists']);
  });

  test('a killed process goes on where it stood: in a call, and in a wait', async () => {
    const calls: Json[] = [];
    let lost = true;
    const call = (payload: Json): Promise<unknown> => {
      calls.push(payload);
      return lost ? new Promise(() => undefined) : double(payload);
    };
    const before = createLoopWorld({ call });
    const machineRef = await before.machines.publish({ workflow: 'w', hash: 'h', asl: ASL, description: '' });
    await before.executions.start({ machineRef, name: 'run-1', input: '{"n":3}' });
    lost = false;
    const after = createLoopWorld({ call, database: before.database });
    expect(after.loop.resume()).toBe(1);
    await after.settle(1000);
    expect(calls).toEqual([{ n: 3 }, { n: 3 }]);
    const last = createLoopWorld({ call, database: before.database, now: 1000 });
    last.loop.resume();
    await last.settle();
    expect(await last.executions.describe({ machineRef, name: 'run-1' })).toMatchObject({ output: 12 });
    expect(calls).toHaveLength(3);
  });

  test('an execution that ends at once is kept with its whole history and its end', async () => {
    const world = createLoopWorld({ call: double, now: 5000 });
    const asl = { QueryLanguage: 'JSONata', StartAt: 'Only', States: { Only: { Type: 'Succeed', Output: 'done' } } };
    const machineRef = await world.machines.publish({ workflow: 'w', hash: 'h', asl, description: '' });
    await world.executions.start({ machineRef, name: 'run-1', input: '{}' });
    expect(world.journal.endedAt('run-1')).toBe(5000);
    expect(world.journal.listRunning()).toEqual([]);
    expect(await world.executions.history({ machineRef, name: 'run-1' })).toHaveLength(4);
    expect(world.statuses).toEqual(['run-1 SUCCEEDED']);
  });

  test('a token completes its task once, and names no execution to others', async () => {
    const tokens: string[] = [];
    const world = createLoopWorld({
      call: async (_payload, { token = '' }) => {
        tokens.push(token);
        return null;
      },
    });
    const machineRef = await world.machines.publish({ workflow: 'w', hash: 'h', asl: WAITING, description: '' });
    await world.executions.start({ machineRef, name: 'run-1', input: '{}' });
    await world.settle();
    const [token = ''] = tokens;
    expect(await world.executions.succeed(token, 'yes')).toBe('done');
    expect(await world.executions.succeed(token, 'yes')).toBe('gone');
    expect(await world.executions.fail('run-9~x', 'E', 'c')).toBe('gone');
    expect(await world.executions.describe({ machineRef, name: 'run-1' })).toMatchObject({ output: 'yes' });
  });

  test('R5 a stopped execution is aborted, and its wait wakes nobody', async () => {
    const world = createLoopWorld({ call: double });
    const machineRef = await world.machines.publish({ workflow: 'w', hash: 'h', asl: ASL, description: '' });
    await world.executions.start({ machineRef, name: 'run-1', input: '{"n":3}' });
    await world.settle(10);
    await world.executions.stop({ machineRef, name: 'run-1', error: 'Signalbox.Stopped', cause: 'ana' });
    await world.settle();
    expect(await world.executions.describe({ machineRef, name: 'run-1' })).toMatchObject({
      status: 'ABORTED',
      error: 'Signalbox.Stopped',
      cause: 'ana',
    });
    expect(world.timeline.nextAt()).toBeUndefined();
  });

  test('an input past 256 KiB is refused with SB705', async () => {
    const world = createLoopWorld({ call: double });
    const machineRef = await world.machines.publish({ workflow: 'w', hash: 'h', asl: ASL, description: '' });
    const input = JSON.stringify({ n: 'x'.repeat(300_000) });
    await expect(world.executions.start({ machineRef, name: 'big', input })).rejects.toMatchObject({ code: 'SB705' });
  });

  test('a machine that nobody published is SB604', async () => {
    const world = createLoopWorld({ call: double });
    await expect(
      world.executions.start({ machineRef: 'local:gone:1', name: 'run', input: '{}' }),
    ).rejects.toMatchObject({ code: 'SB604' });
  });
});
