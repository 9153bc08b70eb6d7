/**
 * Where moto's interpreter is known to differ from Step Functions (for the other engines: README.md). `mended` says what makes it behave as AWS does here;
 * `unmended` says what a test has to leave out because of it. Each unmended difference of moto is provoked in
 * known-differences.test.ts, so that this list shrinks when an engine improves.
 */
export interface KnownDifference {
  /** What Step Functions (or its documentation) does. */
  readonly aws: string;
  /** What moto does instead. */
  readonly here: string;
  readonly handling: { readonly mended: string } | { readonly unmended: string };
}

const behaviour = (name: string): { readonly mended: string } => ({ mended: `moto/aws_behaviour.py ${name}` });
const bridge: { readonly mended: string } = { mended: 'moto/jsonata_bridge.py' };

/** The differences that nothing mends, by id. */
export const MOTO_UNMENDED = {
  'heartbeat-error-name': {
    aws: 'a missed heartbeat is States.HeartbeatTimeout, which a catcher of States.Timeout takes too',
    here: 'a missed heartbeat is States.Timeout',
    handling: { unmended: 'compare heartbeats only through catchers of States.Timeout or States.ALL' },
  },
  'output-error-not-caught': {
    aws: 'Catch and Retry take any States.QueryEvaluationError of their state',
    here: 'Output is evaluated after Catch and Retry, so an expression in Output that fails ends the execution',
    handling: { unmended: 'compare only states whose Output cannot fail' },
  },
  'outer-scope-assignment': {
    aws: 'a definition that assigns, in a Parallel or Map, a variable of the scope around it is refused when created',
    here: 'the state fails as it assigns, with States.Runtime',
    handling: { unmended: 'left to the validators' },
  },
  'wait-value-types': {
    aws: 'Seconds must yield a whole number from 0 to 99999999, or the state fails with States.QueryEvaluationError',
    here: 'a negative number, a fraction and a numeric text are taken',
    handling: { unmended: 'compare only waits of whole seconds' },
  },
  'timestamp-offset': {
    aws: 'Timestamp takes RFC 3339 with Z or a numeric offset',
    here: 'only Z is taken; anything else is States.Runtime, not States.QueryEvaluationError',
    handling: { unmended: 'compare only timestamps in UTC that are well formed' },
  },
  'nested-executions': {
    aws: 'states:startExecution and its .sync forms start an execution of another machine',
    here: 'with Arguments in JSONata they fail with States.Runtime, as the names of the parameters are not found',
    handling: { unmended: 'child executions are not compared' },
  },
  'submitted-before-time-out': {
    aws: 'TaskSubmitted stands between TaskStarted and TaskTimedOut of a task whose token nobody answers',
    here: 'a handler that returns TIMES_OUT lets the time-out pass before the task is submitted',
    handling: { unmended: 'histories are compared without TaskSubmitted' },
  },
  'choice-evaluation-event': {
    aws: 'a Condition that fails is told by EvaluationFailed before ExecutionFailed',
    here: 'ExecutionFailed stands behind ChoiceStateEntered',
    handling: { unmended: 'histories are compared without EvaluationFailed' },
  },
  'no-version-publishing': {
    aws: 'UpdateStateMachine with publish makes a numbered version, and StartExecution takes its ARN',
    here: 'a version ARN is given, but cannot be started',
    handling: { unmended: 'versions are tested against ports and on ministack as far as it goes' },
  },
} as const satisfies Readonly<Record<string, KnownDifference>>;

/** The differences that the harness mends: none of them needs care in a test. */
export const MOTO_MENDED: readonly KnownDifference[] = [
  {
    aws: 'JSONata 2.0.6 without $eval, with $partition $range $hash $random $uuid $parse',
    here: 'no JSONata at all; $hash and $uuid yield a text that says they are missing',
    handling: bridge,
  },
  {
    aws: 'variables are values',
    here: 'they are written into the text of the expression: strings with " or \\ break it',
    handling: bridge,
  },
  {
    aws: '$ and $$ are refused at the top level of an expression alone',
    here: 'they are refused inside predicates, too',
    handling: bridge,
  },
  {
    aws: 'times in the context object read 2026-01-02T03:04:05.678Z',
    here: 'they have microseconds and +00:00',
    handling: bridge,
  },
  {
    aws: 'an expression that throws is States.QueryEvaluationError and can be caught',
    here: 'it is States.Runtime',
    handling: behaviour('fail_expressions_as_step_functions_does'),
  },
  {
    aws: 'Assign and Output of a state both see the variables as they were on entry',
    here: 'Output sees what Assign assigned',
    handling: behaviour('assign_at_the_end_of_a_state'),
  },
  {
    aws: 'Assign and Output of a Choice belong to its Default; no match without one is States.NoChoiceMatched',
    here: 'they are evaluated also when the chosen rule leads to the same state as Default; no match is States.Runtime',
    handling: behaviour('choose_as_step_functions_does'),
  },
  {
    aws: 'a Condition that yields no boolean is States.QueryEvaluationError',
    here: 'it is States.Runtime',
    handling: behaviour('choose_as_step_functions_does'),
  },
  {
    aws: 'state names, keys and literals are JSON strings',
    here: 'their escapes (\\" and \\\\) are kept as they stand in the text',
    handling: behaviour('read_escapes_in_strings'),
  },
  {
    aws: 'assignedVariables of a history event are JSON',
    here: 'strings in them are not escaped',
    handling: behaviour('write_assigned_variables_as_json'),
  },
  {
    aws: 'an error of a branch or an item fails its Parallel or Map under its own name, and can be caught there',
    here: 'one whose name begins with "States." ends the execution as States.Runtime',
    handling: behaviour('hand_on_errors_of_branches'),
  },
  {
    aws: 'each attempt of a waitForTaskToken task has a token of its own',
    here: 'a retry keeps the token, and with it the answer that made the attempt before it fail',
    handling: behaviour('give_each_attempt_its_token'),
  },
  {
    aws: 'a second or late answer to a token is refused with TaskTimedOut',
    here: 'it is taken without a word',
    handling: behaviour('give_each_attempt_its_token'),
  },
  {
    aws: 'Retry waits between attempts',
    here: 'the same; here it does not wait, so that only the attempts are compared',
    handling: behaviour('scale_pauses'),
  },
];

/**
 * Errors whose cause is a text for people: each engine words it in its own way, so only the name is compared. The
 * causes of function errors, Fail states and task failures are data, and are compared.
 */
export function hasWordedCause(error: string | undefined): boolean {
  return error === undefined || error.startsWith('States.') || error.startsWith('Lambda.');
}
