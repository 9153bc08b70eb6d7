import { describe, expect, test } from 'vitest';
import { advance } from '../../../../lib/local/asl/advance.ts';
import { type ExecutionState, newExecution } from '../../../../lib/local/asl/execution-state.ts';
import { pendingEffects } from '../../../../lib/local/asl/pending-effects.ts';
import { resumeExecution, startExecution } from '../../../../lib/local/asl/run-execution.ts';
import { neverAnswers } from '../../../../lib/local/asl/task-answer.ts';
import { machineOf, started, startTime } from './asl-world.ts';

describe('what nobody waits for', () => {
  const machine = machineOf({ Work: { Type: 'Task', Resource: 'f', TimeoutSeconds: 60, End: true } });
  const services = (now: number) => ({ now, ids: () => 'id', random: () => 0, hash: () => '' });

  async function atWork(): Promise<ExecutionState> {
    const running = startExecution({ machine, invoke: neverAnswers });
    await running.settle();
    return running.state();
  }

  test.each([
    { type: 'start' },
    { type: 'task-succeeded', taskId: 'other', output: 1 },
    { type: 'callback-succeeded', token: 'other', output: 1 },
    { type: 'timer-due', timerId: 'other' },
  ] as const)('%j is refused', async (stimulus) => {
    const state = await atWork();
    const before = JSON.stringify(state);

    const { accepted, effects, history } = await advance(machine, state, stimulus, services(startTime));

    expect({ accepted, effects, history }).toEqual({ accepted: false, effects: [], history: [] });
    expect(JSON.stringify(state)).toBe(before);
  });

  test('a timer that is not due yet is refused', async () => {
    const state = await atWork();
    const [, timer] = pendingEffects(state);
    const timerId = timer?.type === 'set-timer' ? timer.timerId : '';

    const early = await advance(machine, state, { type: 'timer-due', timerId }, services(startTime + 59_999));
    const due = await advance(machine, state, { type: 'timer-due', timerId }, services(startTime + 60_000));

    expect([early.accepted, due.accepted]).toEqual([false, true]);
  });
});

test('an execution may be named as its caller likes', async () => {
  const identity = { id: 'run-1', name: 'run-1', stateMachineId: 'welcome', stateMachineName: 'welcome', roleArn: '' };
  const machine = machineOf({
    Call: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f' }, End: true },
  });
  const state = newExecution({ identity, startAt: machine.startAt, input: null });

  const { history } = await advance(
    machine,
    state,
    { type: 'start' },
    {
      now: startTime,
      ids: () => 'id',
      random: () => 0,
      hash: () => '',
    },
  );

  expect(history[2]?.event).toMatchObject({ type: 'TaskScheduled', region: 'local' });
});

test('an execution cannot go on with a machine that lacks its state', async () => {
  const running = started({ Wait: { Type: 'Wait', Seconds: 100, End: true } });
  await running.settle();
  const other = machineOf({ Else: { Type: 'Succeed' } });

  const resumed = resumeExecution(running.state(), { machine: other, invoke: () => null });

  await expect(resumed.runToEnd()).rejects.toThrow("in the state 'Wait', which its state machine does not have");
});
