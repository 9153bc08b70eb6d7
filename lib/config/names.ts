/**
 * Names that the deployment and what runs in it must agree on: the constructs write them, the functions read them.
 */

/** Environment variables of the functions, by what they hold. */
export const ENVIRONMENT = {
  /** Name of the event bus. */
  bus: 'SIGNALBOX_BUS',
  /** JSON: physical name of each table. */
  tables: 'SIGNALBOX_TABLES',
  /** Bucket for texts too large for a table's items. */
  textBucket: 'SIGNALBOX_TEXT_BUCKET',
  /** ARN of the queue in front of dispatch. */
  dispatchQueueArn: 'SIGNALBOX_DISPATCH_QUEUE_ARN',
  /** ARN of the queue in front of those who wait for events. */
  signalQueueArn: 'SIGNALBOX_SIGNAL_QUEUE_ARN',
  /** URL of the queue of runs whose history is to be archived. */
  archiveQueueUrl: 'SIGNALBOX_ARCHIVE_QUEUE_URL',
  /** URL of the dead letters of the queue that the function consumes. */
  deadLetterQueueUrl: 'SIGNALBOX_DEAD_LETTER_QUEUE_URL',
  /** JSON: ARN of the alias to call, by function family. */
  functionArns: 'SIGNALBOX_FUNCTION_ARNS',
  /** JSON: what state machines that are made at run time have in common with those of files. */
  stateMachines: 'SIGNALBOX_STATE_MACHINES',
  /** What stands before a secret's name from the catalogue in Secrets Manager. */
  secretPrefix: 'SIGNALBOX_SECRET_PREFIX',
  /** Group of the stage's timers. */
  timerGroup: 'SIGNALBOX_TIMER_GROUP',
  /** ARN of the queue that timers come out of. */
  timerQueueArn: 'SIGNALBOX_TIMER_QUEUE_ARN',
  /** ARN of the queue for timers that could not come out. */
  timerDeadLetterQueueArn: 'SIGNALBOX_TIMER_DEAD_LETTER_QUEUE_ARN',
  /** ARN of the role that timers send with. */
  timerRoleArn: 'SIGNALBOX_TIMER_ROLE_ARN',
  /** ARN of the secret that links to approvals are signed with. */
  linkKeyArn: 'SIGNALBOX_LINK_KEY_ARN',
  /** Where people reach the API, for links in mails. */
  publicUrl: 'SIGNALBOX_PUBLIC_URL',
  /** ARN of the alias of the function that plays workflows without effect. */
  previewFunctionArn: 'SIGNALBOX_PREVIEW_FUNCTION_ARN',
  /** JSON: which roles callers of the HTTP API have. */
  apiAccess: 'SIGNALBOX_API_ACCESS',
  /** Sender of mails that name none. */
  mailFrom: 'SIGNALBOX_MAIL_FROM',
  /** JSON: where contacts withdraw consents. */
  unsubscribe: 'SIGNALBOX_UNSUBSCRIBE',
  /** Days that an ended run's record is kept. */
  runRetentionDays: 'SIGNALBOX_RUN_RETENTION_DAYS',
} as const;

export type EnvironmentKey = keyof typeof ENVIRONMENT;

/** Paths of the HTTP API for callers with a token; without it, requests are signed with credentials of AWS. */
export const TOKEN_PREFIX = '/token';

/** Name of the parameter that says where a stage’s HTTP API is. */
export function apiUrlParameter(stage: string): string {
  return `/signalbox/${stage}/api-url`;
}

/** Types of the custom resources that the engine's own code answers for. */
export const RESOURCE_TYPES = {
  /** A workflow file: published and activated. */
  workflow: 'Custom::SignalboxWorkflow',
  /** The events that carry records: they reach the engine, whatever workflows name. */
  recordEvents: 'Custom::SignalboxRecordEvents',
} as const;

/** Alias of every function that a compiled state calls: deploying moves it, a version in flight keeps calling it. */
export const LIVE_ALIAS = 'live';

/** Where the constructs put an ARN into a definition: the key of a CloudFormation DefinitionSubstitution. */
export function functionSubstitution(family: string): string {
  return `signalbox_fn_${family.replaceAll(/[^A-Za-z0-9]/g, '_')}`;
}

/** Physical name of a workflow's state machine; at most 80 characters: a stage has 16 at most, a workflow id 60. */
export function machineName(stage: string, workflow: string): string {
  return `${stage}-${workflow}`;
}

/** What the names of rules for event types begin with; IAM allows the control plane no other rule. */
export const RULE_PREFIX = 'on-';

/** Name of the rule that carries one event type to dispatch and signal. */
export function ruleName(event: string): string {
  return `${RULE_PREFIX}${event}`;
}

/** Secrets that workflows of a stage may name lie under this prefix. */
export function secretPrefix(stage: string): string {
  return `signalbox/${stage}/`;
}

/** Log group of all executions of a stage; `/aws/vendedlogs/` keeps log delivery off the account's resource policies. */
export function executionLogGroupName(stage: string): string {
  return `/aws/vendedlogs/states/signalbox-${stage}`;
}
