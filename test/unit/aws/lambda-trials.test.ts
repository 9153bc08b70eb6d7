import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createLambdaTrials } from '../../../lib/aws/lambda-trials.ts';

const mock = mockClient(LambdaClient);
const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:preview:live';
const trials = createLambdaTrials({ client: new LambdaClient({ region: 'eu-central-1' }), functionArn });
const order = { text: 'workflow: w', scenarios: [] };
const bytes = (text: string) => new TextEncoder().encode(text) as never;

beforeEach(() => {
  mock.reset();
});

describe('X1 playing in a function of its own', () => {
  test('hands the order over and gives back what came of it', async () => {
    mock.on(InvokeCommand).resolves({ Payload: bytes('{"kind":"played","outcomes":[]}') });
    expect(await trials.play(order)).toEqual({ kind: 'played', outcomes: [] });
    const { FunctionName, Payload } = mock.commandCalls(InvokeCommand)[0]?.args[0].input ?? {};
    expect(FunctionName).toBe(functionArn);
    expect(JSON.parse(new TextDecoder().decode(Payload as Uint8Array))).toEqual(order);
  });

  test('tells that the function failed, or could not be called', async () => {
    mock.on(InvokeCommand).resolves({ FunctionError: 'Unhandled', Payload: bytes('{"errorMessage":"so"}') });
    await expect(trials.play(order)).rejects.toMatchObject({ code: 'SB912', kind: 'fault' });
    mock.on(InvokeCommand).rejects(Object.assign(new Error('slow down'), { name: 'TooManyRequestsException' }));
    await expect(trials.play(order)).rejects.toMatchObject({ kind: 'transient' });
  });

  test('refuses what Lambda would not take', async () => {
    await expect(trials.play({ ...order, text: 'x'.repeat(7e6) })).rejects.toMatchObject({ code: 'SB698' });
  });
});
