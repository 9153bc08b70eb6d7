import { expect, test } from 'vitest';
import type { Json } from '../../../../lib/workflow/json.ts';
import { failing, run, started, startTime } from './asl-world.ts';

const tokenArn = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

function calls() {
  const made: Array<{ resource: string; payload: Json; token: string | undefined }> = [];
  const invoke = (resource: string, payload: Json, { token }: { token: string | undefined }): Json => {
    made.push({ resource, payload, token });
    return { answer: 42 };
  };
  return { made, invoke };
}

const waiting = {
  Ask: {
    Type: 'Task',
    Resource: tokenArn,
    Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
    TimeoutSeconds: 86_400,
    HeartbeatSeconds: 3_600,
    Catch: [{ ErrorEquals: ['Rejected'], Next: 'No' }],
    Output: { result: '{% $states.result %}', token: '{% $states.context.Task.Token %}' },
    End: true,
  },
  No: { Type: 'Succeed', Output: 'rejected' },
};

test('the function gets the token; the result is what the token is answered with', async () => {
  const { made, invoke } = calls();
  const running = started(waiting, { invoke });
  running.at(startTime + 1_000, () => running.sendTaskSuccess('token-1', { ok: true }));

  const state = await running.runToEnd();

  expect(made).toEqual([{ resource: 'ask', payload: { token: 'token-1' }, token: 'token-1' }]);
  expect(state.output).toEqual({ result: { ok: true }, token: 'token-1' });
  expect(running.history().map(({ event }) => event.type)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test('a token may be answered before the function has returned', async () => {
  const running = started(waiting, {
    invoke: async (_resource, _payload, { token = '' }) => {
      running.sendTaskSuccess(token, 'early');
    },
  });

  const state = await running.runToEnd();

  expect(state.output).toMatchObject({ result: 'early' });
  expect(running.history().map(({ event }) => event.type)).not.toContain('TaskSubmitted');
});

test('a failure sent by the token can be caught by its name', async () => {
  const running = started(waiting);
  running.at(startTime + 1_000, () => running.sendTaskFailure('token-1', 'Rejected', 'by Ana'));

  expect((await running.runToEnd()).output).toBe('rejected');
});

test('a failure sent without a name is States.TaskFailed', async () => {
  const running = started(waiting);
  running.at(startTime + 1_000, () => running.sendTaskFailure('token-1'));

  expect(await running.runToEnd()).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
});

test('a function that throws fails the task, token or not', async () => {
  const { state } = await run(waiting, { invoke: failing('Broken') });

  expect(state).toMatchObject({ status: 'FAILED', error: 'Broken' });
});

test('a missed heartbeat fails the task, reported as a time-out', async () => {
  const running = started(waiting);

  const state = await running.runToEnd();

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect(running.history().at(-1)?.at).toBe(startTime + 3_600_000);
});

test('each heartbeat starts the time anew, up to TimeoutSeconds', async () => {
  const running = started(waiting);
  for (let hour = 0.5; hour < 24; hour += 0.5) {
    running.at(startTime + hour * 3_600_000, () => running.sendTaskHeartbeat('token-1'));
  }

  await running.runToEnd();

  expect(running.history().at(-1)?.at).toBe(startTime + 86_400_000);
});

test('a heartbeat for a task without HeartbeatSeconds changes nothing', async () => {
  const { HeartbeatSeconds: _, ...ask } = waiting.Ask;
  const running = started({ ...waiting, Ask: ask });
  running.at(startTime + 1_000, () => running.sendTaskHeartbeat('token-1'));

  await running.runToEnd();

  expect(running.history().at(-1)?.at).toBe(startTime + 86_400_000);
});

test.each(['States.HeartbeatTimeout', 'States.Timeout', 'States.ALL'])(
  'a missed heartbeat is caught as %s',
  async (name) => {
    const Ask = { ...waiting.Ask, Catch: [{ ErrorEquals: [name], Next: 'No' }] };

    expect((await run({ ...waiting, Ask })).state.output).toBe('rejected');
  },
);

test('a missed heartbeat is not caught as States.TaskFailed', async () => {
  const Ask = { ...waiting.Ask, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'No' }] };

  expect((await run({ ...waiting, Ask })).state.error).toBe('States.Timeout');
});

test('an unknown or answered token is refused', async () => {
  const running = started(waiting);
  await running.settle();
  running.sendTaskSuccess('unknown', 1);
  running.sendTaskSuccess('token-1', 2);
  running.sendTaskSuccess('token-1', 3);

  expect((await running.runToEnd()).output).toMatchObject({ result: 2 });
});

test('each try has a token of its own', async () => {
  const { made, invoke } = calls();
  const Ask = { ...waiting.Ask, Retry: [{ ErrorEquals: ['Again'] }] };
  const running = started({ ...waiting, Ask }, { invoke });
  running.at(startTime + 1_000, () => running.sendTaskFailure('token-1', 'Again'));
  running.at(startTime + 60_000, () => running.sendTaskSuccess('token-2', 'second'));

  const state = await running.runToEnd();

  expect(made.map(({ token }) => token)).toEqual(['token-1', 'token-2']);
  expect(state.output).toEqual({ result: 'second', token: 'token-2' });
});
