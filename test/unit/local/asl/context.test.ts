import { expect, test } from 'vitest';
import { run } from './asl-world.ts';

test('the context object tells of execution, state machine and state', async () => {
  const { state } = await run(
    {
      First: { Type: 'Wait', Seconds: 60, Next: 'Second' },
      Second: { Type: 'Pass', Output: '{% $states.context %}', End: true },
    },
    { name: 'welcome-1', input: { a: 1 } },
  );

  expect(state.output).toEqual({
    Execution: {
      Id: 'arn:aws:states:local:000000000000:execution:machine:welcome-1',
      Input: { a: 1 },
      Name: 'welcome-1',
      RoleArn: 'arn:aws:iam::000000000000:role/local',
      StartTime: '2026-01-01T00:00:00.000Z',
      RedriveCount: 0,
    },
    StateMachine: { Id: 'arn:aws:states:local:000000000000:stateMachine:machine', Name: 'machine' },
    State: { Name: 'Second', EnteredTime: '2026-01-01T00:01:00.000Z' },
  });
});

test('states that can be retried have a RetryCount', async () => {
  const { state } = await run({
    Only: { Type: 'Task', Resource: 'f', Output: '{% $states.context.State.RetryCount %}', End: true },
  });

  expect(state.output).toBe(0);
});

test('a whole $states can be given on', async () => {
  const { state } = await run({ Only: { Type: 'Pass', Output: '{% $keys($states) %}', End: true } });

  expect(state.output).toEqual(['input', 'context']);
});
