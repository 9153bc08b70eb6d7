import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { UnsubscribeConfig } from '../config/unsubscribe-config.ts';
import type { Activation } from './activation.ts';
import type { ApiProps } from './api.ts';
import type { OwnActionProps } from './own-action.ts';
import type { ExecutionLogLevel } from './workflow-deployment.ts';

/** Everything has a default: `new Signalbox(this, 'Signalbox')` is a deployment without workflow files. */
export interface SignalboxProps {
  /** Begins the names of state machines, so that several stages fit one account. @default 'dev' */
  readonly stage?: string;
  /** Folder with `*.workflow.yaml`, `catalogue.yaml` and `messages/`. @default - no workflow files */
  readonly workflows?: string;
  /**
   * Folder of templates that people begin workflows with. @default - `templates` in the folder of the workflow files, else
   * the library that comes with Signalbox
   */
  readonly templates?: string;
  /**
   * What becomes of a new version of a workflow's file, for all files or by workflow id: it is active, it waits to be
   * activated, or it takes a share of the new runs. Once for each version: what operators set since then stays until the
   * file changes. @default true
   */
  readonly activate?: Activation | ((workflow: string) => Activation);
  /** The team's own actions by name, e.g. `credit.score`; `addAction` adds more. @default - none */
  readonly actions?: Readonly<Record<string, OwnActionProps>>;
  /** Bus that apps put their events on. @default - a new one, with an archive */
  readonly eventBus?: IEventBus;
  /** How long events are kept for replay. Only for a new bus. @default Duration.days(30) */
  readonly eventArchiveRetention?: Duration;
  /**
   * Encrypts tables, queues, the bus, logs, large texts and state machines. A key of another stack has to let the
   * services use it: CloudWatch Logs and EventBridge. @default - keys that AWS owns
   */
  readonly encryptionKey?: IKey;
  /** What becomes of tables and large texts when the stack is deleted. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** How long a run's record is kept after its end. @default Duration.days(90) */
  readonly runRetention?: Duration;
  /** How long logs are kept. @default RetentionDays.THREE_MONTHS */
  readonly logRetention?: RetentionDays;
  /** What executions log; never their data. @default 'ALL' */
  readonly executionLogLevel?: ExecutionLogLevel;
  /** Trace functions and executions with X-Ray. @default true */
  readonly tracing?: boolean;
  /** How many batches of events are dispatched at once, at most: 2 to 1,000. @default 20 */
  readonly dispatchConcurrency?: number;
  /** Who may call the HTTP API, and how. @default - credentials of AWS alone, as editors and operators */
  readonly api?: ApiProps;
  /** Sender of mails that name none, and the only one allowed: its address or domain must be verified in SES. @default - mails cannot be sent */
  readonly mailFrom?: string;
  /** Where people reach the API, `https://…` without a slash at its end: for links in mails. @default - mails name the command instead */
  readonly publicUrl?: string;
  /** Where contacts withdraw consents: `List-Unsubscribe` of mails that need one. @default - mails say nothing of it */
  readonly unsubscribe?: UnsubscribeConfig;
  /** What is told when a dead-letter queue fills. @default - the alarms alone */
  readonly alarmActions?: readonly IAlarmAction[];
}
