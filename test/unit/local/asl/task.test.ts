import { describe, expect, test } from 'vitest';
import { answerAfter, neverAnswers } from '../../../../lib/local/asl/task-answer.ts';
import type { Json } from '../../../../lib/workflow/json.ts';
import { failing, run, startTime } from './asl-world.ts';

const invokeArn = 'arn:aws:states:::lambda:invoke';

function calls() {
  const made: Array<{ resource: string; payload: Json; token: string | undefined }> = [];
  const invoke = (resource: string, payload: Json, { token }: { token: string | undefined }): Json => {
    made.push({ resource, payload, token });
    return { answer: 42 };
  };
  return { made, invoke };
}

describe('what is called', () => {
  test('a function named by the state gets the Arguments, and its answer is the result', async () => {
    const { made, invoke } = calls();
    const resource = 'arn:aws:lambda:eu-central-1:123456789012:function:send:live';

    const { state, types } = await run(
      { Send: { Type: 'Task', Resource: resource, Arguments: { to: '{% $states.input.email %}' }, End: true } },
      { invoke, input: { email: 'a@example.com' } },
    );

    expect(made).toEqual([{ resource, payload: { to: 'a@example.com' }, token: undefined }]);
    expect(state.output).toEqual({ answer: 42 });
    expect(types.slice(1, -1)).toEqual([
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
    ]);
  });

  test('without Arguments a function gets the input', async () => {
    const { made, invoke } = calls();

    await run({ Send: { Type: 'Task', Resource: 'send', End: true } }, { invoke, input: [1, 2] });

    expect(made[0]?.payload).toEqual([1, 2]);
  });

  test('lambda:invoke takes function and payload from the Arguments, and gives the answer as Payload', async () => {
    const { made, invoke } = calls();

    const { state, types, events } = await run(
      {
        Send: {
          Type: 'Task',
          Resource: invokeArn,
          Arguments: { FunctionName: 'send:live', Payload: { n: '{% 1 + 1 %}' } },
          End: true,
        },
      },
      { invoke },
    );

    expect(made).toEqual([{ resource: 'send:live', payload: { n: 2 }, token: undefined }]);
    expect(state.output).toEqual({ ExecutedVersion: '$LATEST', Payload: { answer: 42 }, StatusCode: 200 });
    expect(types.slice(1, -1)).toEqual([
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
    ]);
    expect(events[2]).toMatchObject({
      taskScheduledEventDetails: {
        resourceType: 'lambda',
        resource: 'invoke',
        region: 'local',
        parameters: '{"FunctionName":"send:live","Payload":{"n":2}}',
      },
    });
  });

  test('lambda:invoke without a payload sends an empty object', async () => {
    const { made, invoke } = calls();

    await run({ Send: { Type: 'Task', Resource: invokeArn, Arguments: { FunctionName: 'f' }, End: true } }, { invoke });

    expect(made[0]?.payload).toEqual({});
  });

  test('Arguments that name no function at run time fail the run', async () => {
    const { state } = await run({
      Send: { Type: 'Task', Resource: invokeArn, Arguments: '{% $states.input %}', End: true },
    });

    expect(state).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  test('a function cannot change what the run goes on with', async () => {
    const payload = { list: [1] };
    const { state } = await run(
      {
        Send: { Type: 'Task', Resource: 'f', Output: '{% $states.input %}', End: true },
      },
      { input: payload, invoke: (_resource, given) => (given as { list: Json[] }).list.push(2) },
    );

    expect(state.output).toEqual({ list: [1] });
  });
});

describe('failures', () => {
  test('a thrown error gives its name, and a cause with type, message and trace', async () => {
    const { state, events } = await run(
      { Send: { Type: 'Task', Resource: 'f', End: true } },
      { invoke: failing('Rejected') },
    );

    expect(state).toMatchObject({ status: 'FAILED', error: 'Rejected' });
    expect(JSON.parse(state.cause ?? '')).toMatchObject({
      errorType: 'Rejected',
      errorMessage: 'Rejected happened',
      trace: expect.arrayContaining([expect.stringContaining('Rejected happened')]),
    });
    expect(events.at(-2)).toMatchObject({ type: 'LambdaFunctionFailed', previousEventId: 4 });
    expect(events.at(-1)).toMatchObject({
      type: 'ExecutionFailed',
      previousEventId: 5,
      executionFailedEventDetails: { error: 'Rejected', cause: state.cause },
    });
  });

  test('a failure of the invocation itself keeps its name and cause', async () => {
    const { state, events } = await run(
      { Send: { Type: 'Task', Resource: invokeArn, Arguments: { FunctionName: 'f' }, End: true } },
      { invoke: () => Promise.reject({ error: 'Lambda.TooManyRequestsException', cause: 'Rate exceeded' }) },
    );

    expect(state).toMatchObject({ error: 'Lambda.TooManyRequestsException', cause: 'Rate exceeded' });
    expect(events.at(-2)).toMatchObject({
      taskFailedEventDetails: { resource: 'invoke', resourceType: 'lambda', cause: 'Rate exceeded' },
    });
  });
});

describe('bounds', () => {
  test('a task that runs longer than TimeoutSeconds fails with States.Timeout and no cause', async () => {
    const { state, events, types } = await run(
      { Send: { Type: 'Task', Resource: 'f', TimeoutSeconds: 90, End: true } },
      { invoke: () => answerAfter(91_000, 'late') },
    );

    expect(state).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(state.cause).toBeUndefined();
    expect(types.at(-2)).toBe('LambdaFunctionTimedOut');
    expect(events.at(-1)?.timestamp.getTime()).toBe(startTime + 90_000);
  });

  test('a task that answers in time goes on at the moment of its answer', async () => {
    const { state, events } = await run(
      { Send: { Type: 'Task', Resource: 'f', TimeoutSeconds: 90, End: true } },
      { invoke: () => answerAfter(89_000, 'in time') },
    );

    expect(state.output).toBe('in time');
    expect(events.at(-1)?.timestamp.getTime()).toBe(startTime + 89_000);
  });

  test('TimeoutSeconds may be an expression, and is told in the history', async () => {
    const { events } = await run(
      {
        Send: {
          Type: 'Task',
          Resource: invokeArn,
          Arguments: { FunctionName: 'f' },
          TimeoutSeconds: '{% $states.input.limit * 60 %}',
          End: true,
        },
      },
      { invoke: neverAnswers, input: { limit: 5 } },
    );

    expect(events[2]).toMatchObject({ taskScheduledEventDetails: { timeoutInSeconds: 300 } });
    expect(events.at(-2)).toMatchObject({
      type: 'TaskTimedOut',
      taskTimedOutEventDetails: { error: 'States.Timeout' },
    });
    expect(events.at(-1)?.timestamp.getTime()).toBe(startTime + 300_000);
  });

  test.each([['"soon"'], ['1.5'], ['0']])('TimeoutSeconds of %s is a failed expression', async (expression) => {
    const { state } = await run({
      Send: { Type: 'Task', Resource: 'f', TimeoutSeconds: `{% ${expression} %}`, End: true },
    });

    expect(state).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(state.cause).toContain("Expected 'integer of at least 1'");
  });
});
