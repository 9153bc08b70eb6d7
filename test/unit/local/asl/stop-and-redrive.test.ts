import { describe, expect, test } from 'vitest';
import { toHistoryEvent } from '../../../../lib/local/asl/history-event.ts';
import { neverAnswers } from '../../../../lib/local/asl/task-answer.ts';
import { flowOf, started, startTime } from './asl-world.ts';

describe('stop', () => {
  const states = {
    Work: { Type: 'Task', Resource: 'f', Next: 'Wait' },
    Wait: { Type: 'Wait', Seconds: 3_600, Next: 'Done' },
    Done: { Type: 'Succeed', Output: 'done' },
  };

  test('ends an execution at any time, with the reason given', async () => {
    const running = started(states);
    running.at(startTime + 60_000, () => running.stop('Stopped', 'by Ana'));

    const state = await running.runToEnd();

    expect(state).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by Ana' });
    expect(running.history().map(toHistoryEvent).at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      previousEventId: 0,
      executionAbortedEventDetails: { error: 'Stopped', cause: 'by Ana' },
    });
  });

  test('without a reason it gives none', async () => {
    const running = started(states);
    running.stop();

    const state = await running.runToEnd();

    expect(state.status).toBe('ABORTED');
    expect(running.history().map(toHistoryEvent).at(-1)).not.toHaveProperty('executionAbortedEventDetails');
  });

  test('nothing is heard after the end', async () => {
    const running = started(states);
    running.stop();
    await running.settle();
    const ended = running.history().length;
    running.stop();
    running.sendTaskHeartbeat('token-1');

    await running.settle();

    expect(running.history()).toHaveLength(ended);
  });
});

describe('redrive', () => {
  test('goes on at the state that failed, with variables and input as they were', async () => {
    let broken = true;
    const called: string[] = [];
    const running = started(
      {
        First: { Type: 'Task', Resource: 'first', Assign: { kept: '{% $states.result %}' }, Next: 'Second' },
        Second: {
          Type: 'Task',
          Resource: 'second',
          Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }],
          Next: 'Done',
        },
        Done: { Type: 'Succeed', Output: ['{% $kept %}', '{% $states.context.Execution.RedriveCount %}'] },
      },
      {
        invoke: (resource) => {
          called.push(resource);
          if (resource === 'second' && broken) {
            throw { error: 'Broken' };
          }
          return resource;
        },
      },
    );
    expect(await running.runToEnd()).toMatchObject({ status: 'FAILED', error: 'Broken' });

    broken = false;
    running.redrive();
    const state = await running.runToEnd();

    expect(state).toMatchObject({ status: 'SUCCEEDED', output: ['first', 1] });
    expect(state).not.toHaveProperty('error');
    expect(called).toEqual(['first', 'second', 'second', 'second']);
    const types = running.history().map(({ event }) => event.type);
    expect(types.slice(types.indexOf('ExecutionFailed'), types.indexOf('ExecutionFailed') + 3)).toEqual([
      'ExecutionFailed',
      'ExecutionRedriven',
      'LambdaFunctionScheduled',
    ]);
  });

  test('in a Parallel, branches that were done are not done again', async () => {
    let broken = true;
    const called: string[] = [];
    const branch = (name: string) => flowOf({ [name]: { Type: 'Task', Resource: name, End: true } });
    const running = started(
      { All: { Type: 'Parallel', Branches: [branch('done'), branch('broken'), branch('cut')], End: true } },
      {
        invoke: (resource) => {
          called.push(resource);
          if (resource === 'broken' && broken) {
            throw { error: 'Broken' };
          }
          return resource === 'cut' && broken ? neverAnswers() : resource;
        },
      },
    );
    expect((await running.runToEnd()).status).toBe('FAILED');

    broken = false;
    running.redrive();
    const state = await running.runToEnd();

    expect(state.output).toEqual(['done', 'broken', 'cut']);
    expect(called).toEqual(['done', 'broken', 'cut', 'broken', 'cut']);
  });

  test('a branch that had not begun begins', async () => {
    const running = started({
      All: {
        Type: 'Parallel',
        Branches: [
          flowOf({ Fails: { Type: 'Fail', Error: 'Broken' } }),
          flowOf({ Later: { Type: 'Pass', End: true } }),
        ],
        End: true,
      },
    });
    await running.runToEnd();

    running.redrive();
    const state = await running.runToEnd();

    expect(state.status).toBe('FAILED');
    expect(running.history().map(({ event }) => event.type)).toContain('FailStateEntered');
  });

  test('of a stopped execution starts its wait anew; the bound of the whole starts anew, too', async () => {
    const running = started(
      { Wait: { Type: 'Wait', Seconds: 100, Next: 'Done' }, Done: { Type: 'Succeed' } },
      { around: { TimeoutSeconds: 150 } },
    );
    running.at(startTime + 90_000, () => running.stop());
    await running.runToEnd();

    running.redrive();
    const state = await running.runToEnd();

    expect(state.status).toBe('SUCCEEDED');
    expect(running.history().at(-1)?.at).toBe(startTime + 190_000);
  });

  test('what runs or has succeeded cannot be redriven', async () => {
    const running = started({ Wait: { Type: 'Wait', Seconds: 100, End: true } });
    await running.settle();
    running.redrive();
    await running.runToEnd();
    running.redrive();

    expect((await running.runToEnd()).redriveCount).toBe(0);
  });
});
