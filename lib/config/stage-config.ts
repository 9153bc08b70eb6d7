import { z } from 'zod';
import { invalid } from '../errors/app-error.ts';
import { StageApiSchema } from './stage-api.ts';
import { UnsubscribeSchema } from './unsubscribe-config.ts';

/** Periods that CloudWatch Logs can keep logs for. */
const LOG_RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653] as const;

const days = z.int().min(1).max(3653);

/** One stage of `cdk.json`, `context.stages.<name>`. Everything has a default, so `{}` is a stage. */
export const StageConfigSchema = z.strictObject({
  /** Account and region to deploy to; default: those of the credentials that `cdk` runs with. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'an account is 12 digits, quoted')
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region looks like eu-central-1')
    .optional(),
  /** Folder of the workflow files. */
  workflows: z.string().default('./statemachines'),
  /** Sender of mails, `ana@example.com` or `Ana <ana@example.com>`; its address or domain must be verified in SES. */
  mailFrom: z
    .string()
    .regex(/@[^@\s>]+>?$/, 'a sender is an e-mail address')
    .optional(),
  /** Where people reach the API: for links in mails. */
  publicUrl: z
    .string()
    .regex(/^https:\/\/[^\s?#]*[^\s?#/]$/, 'an address that begins with https:// and ends without a slash')
    .optional(),
  /** Where contacts withdraw consents. */
  unsubscribe: UnsubscribeSchema.optional(),
  /** Topic that alarms are sent to. */
  alarmTopicArn: z
    .string()
    .regex(/^arn:[^:]+:sns:/, 'the ARN of an SNS topic')
    .optional(),
  /** Encrypt everything with a key of the stack's own, instead of keys that AWS owns. */
  customerManagedKey: z.boolean().default(false),
  /** Days that events are kept for replay. */
  eventArchiveDays: days.default(30),
  /** Days that a run's record is kept after its end. */
  runRetentionDays: days.default(90),
  /** Days that logs are kept. */
  logRetentionDays: z
    .literal(LOG_RETENTION_DAYS, `one of ${LOG_RETENTION_DAYS.join(', ')}, as CloudWatch Logs allows`)
    .default(90),
  /** How many events are dispatched at once, at most. */
  dispatchConcurrency: z.int().min(2).max(1000).default(20),
  /** Who may call the HTTP API, and how. */
  api: StageApiSchema.optional(),
  /** Refuse to delete the stack. */
  terminationProtection: z.boolean().default(false),
});

export type StageConfig = z.infer<typeof StageConfigSchema>;

/** A stage's name: it begins the names of state machines. */
export const StageNameSchema = z.string().regex(/^[a-z][a-z0-9]{0,15}$/, 'a stage is 1 to 16 small letters and digits');

const ContextSchema = z.object({
  stage: StageNameSchema,
  stages: z.record(z.string(), z.unknown()),
});

/**
 * Reads the stage to deploy from CDK context: `stage` names it (`cdk deploy --context stage=prod`), `stages` in
 * `cdk.json` describes all.
 *
 * @throws AppError SB901 that names every wrong setting and its place
 */
export function readStageConfig(context: (key: string) => unknown): {
  readonly stage: string;
  readonly config: StageConfig;
} {
  const chosen = ContextSchema.safeParse({ stage: context('stage') ?? 'dev', stages: context('stages') ?? {} });
  if (!chosen.success) throw wrongContext(chosen.error, 'context');
  const { stage, stages } = chosen.data;
  const described = Object.keys(stages);
  if (!described.includes(stage)) {
    throw invalid({
      code: 'SB901',
      message: `There is no stage "${stage}" in the context of cdk.json.`,
      resolution: `Name one of ${described.join(', ') || 'the stages to be'} with --context stage=…, or add "${stage}": {} to context.stages.`,
    });
  }
  const parsed = StageConfigSchema.safeParse(stages[stage]);
  if (!parsed.success) throw wrongContext(parsed.error, `context.stages.${stage}`);
  return { stage, config: parsed.data };
}

function wrongContext(error: z.ZodError, place: string) {
  const problems = error.issues.map((issue) => `${[place, ...issue.path].join('.')}: ${issue.message}`);
  return invalid({
    code: 'SB901',
    message: `The stage configuration in cdk.json is wrong: ${problems.join('; ')}.`,
    resolution: 'Correct the settings named; docs/operations.md lists them all with their defaults.',
  });
}
