/** What the ARN of a function begins with in these tests. */
export const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:';

/** A state machine in JSONata. */
export function machine(startAt: string, states: object): object {
  return { QueryLanguage: 'JSONata', StartAt: startAt, States: states };
}

/** A Task that calls the function's alias `live` and gives what the function gives. */
export function invoke(functionName: string, payload: unknown, rest: object = { End: true }): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: `${LAMBDA}${functionName}:live`, Payload: payload },
    Output: '{% $states.result.Payload %}',
    ...rest,
  };
}
