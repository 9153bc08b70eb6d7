import type { EnvironmentKey } from '../config/names.ts';

/** One function of the deployment. Its code is `lambdas/<name>/handler.ts`. */
export interface FunctionSpec {
  readonly name: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  /** Megabytes. @default 256 */
  readonly memorySize?: number;
  /** What it is told; its handler reads exactly these. */
  readonly environment: readonly EnvironmentKey[];
}

/** Longer than the longest `timeout` of a step that one try of these may have; states end the others much earlier. */
const TASK_SECONDS = 60;

/** Where runs are kept: records in tables, large texts in a bucket. */
const RUNS = ['tables', 'textBucket'] as const;

/** To set timers, and to take them back. */
const TIMERS = ['timerGroup', 'timerQueueArn', 'timerDeadLetterQueueArn', 'timerRoleArn'] as const;

/** To tell people that they are asked. */
const TELLING = ['mailFrom', 'linkKeyArn', 'publicUrl'] as const;

/** Functions that the service calls: queues, the schedule, CloudFormation. */
export const SERVICE_FUNCTIONS = {
  dispatch: {
    name: 'dispatch-events',
    description: 'Starts the runs that an event triggers.',
    timeoutSeconds: 30,
    memorySize: 512,
    environment: [...RUNS, 'deadLetterQueueUrl'],
  },
  signal: {
    name: 'receive-signals',
    description: 'Records events that runs wait for, wakes them, and ends those whose goal was reached.',
    timeoutSeconds: 30,
    memorySize: 512,
    environment: [...RUNS, 'deadLetterQueueUrl', 'runRetentionDays'],
  },
  record: {
    name: 'record-status',
    description: 'Writes the status of executions to their runs, and reverts rollouts that pass their bounds.',
    timeoutSeconds: 30,
    environment: [...RUNS, 'deadLetterQueueUrl', 'archiveQueueUrl', 'runRetentionDays', 'bus'],
  },
  archive: {
    name: 'archive-history',
    description: 'Keeps the history of ended runs beside their records.',
    timeoutSeconds: 60,
    environment: [...RUNS, 'deadLetterQueueUrl'],
  },
  sweep: {
    name: 'sweep',
    description: 'Finishes what was cut off half-way, and compares open runs with running executions.',
    timeoutSeconds: 600,
    memorySize: 512,
    environment: [...RUNS, ...TIMERS, 'archiveQueueUrl', 'runRetentionDays', 'stateMachines'],
  },
  timers: {
    name: 'fire-timers',
    description: 'Reminds and escalates when approvals stay unanswered, and lets held actions go on.',
    timeoutSeconds: 60,
    environment: [...RUNS, ...TIMERS, ...TELLING, 'deadLetterQueueUrl'],
  },
  serve: {
    name: 'serve-api',
    description: 'Answers the HTTP API.',
    // API Gateway waits no longer than 30 seconds.
    timeoutSeconds: 29,
    memorySize: 1024,
    environment: [
      ...([...RUNS, ...TIMERS, 'bus', 'dispatchQueueArn', 'signalQueueArn', 'functionArns'] as const),
      ...(['stateMachines', 'runRetentionDays', 'apiAccess', 'linkKeyArn', 'previewFunctionArn'] as const),
    ],
  },
  preview: {
    name: 'preview-workflow',
    description: 'Plays workflows without effect; it may read and write nothing.',
    // The API, which waits for it, has 29 seconds.
    timeoutSeconds: 25,
    memorySize: 1024,
    environment: [],
  },
  publish: {
    name: 'publish-workflows',
    description: 'Publishes and activates the workflow files of a deployment.',
    timeoutSeconds: 300,
    memorySize: 1024,
    environment: [...RUNS, 'bus', 'dispatchQueueArn', 'signalQueueArn', 'functionArns'],
  },
} as const satisfies Record<string, FunctionSpec>;

/** Functions that compiled states call, by family. */
export const TASK_FUNCTIONS = {
  read: task('read-run-data', 'Reads what a state needs and the run does not hold.', ['tables']),
  wait: task('register-wait', 'Registers that a run waits for an event.', [...RUNS]),
  approval: task('request-approval', 'Asks people for an approval.', [...RUNS, ...TIMERS, ...TELLING]),
  hold: task('hold-step', 'Keeps an action back until its workflow may go on.', [...RUNS, ...TIMERS]),
  email: task('actions/email', 'Sends e-mails.', ['tables', 'mailFrom', 'unsubscribe', 'secretPrefix']),
  http: task('actions/http', 'Calls other systems over HTTPS.', ['tables', 'secretPrefix']),
  records: task('actions/records', 'Changes contacts and other records.', ['tables', 'bus']),
  conversation: task('actions/conversation', 'Replies in conversations.', ['tables', 'bus']),
  promotion: task('actions/promotion', 'Decides which promotion a visitor sees.', ['tables']),
  notify: task('actions/notify', 'Notifies the team.', ['tables', 'mailFrom', 'secretPrefix']),
  event: task('actions/event', 'Puts events on the bus.', ['tables', 'bus']),
} as const satisfies Record<string, FunctionSpec>;

function task(name: string, description: string, environment: readonly EnvironmentKey[]): FunctionSpec {
  return { name, description, environment, timeoutSeconds: TASK_SECONDS };
}
