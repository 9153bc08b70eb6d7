import * as z from 'zod/mini';
import { fault } from '../errors/app-error.ts';
import { ApiAccessSchema } from './api-access.ts';
import { ENVIRONMENT } from './names.ts';
import type { TableId } from './tables.ts';

const text = z.string().check(z.minLength(1));
const arn = z.string().check(z.startsWith('arn:'));

function json<Schema extends z.ZodMiniType>(schema: Schema) {
  const parsed = z.transform((text: unknown, context) => {
    try {
      return JSON.parse(String(text));
    } catch {
      context.issues.push({ code: 'custom', message: 'not JSON', input: text });
      return z.NEVER;
    }
  });
  return z.pipe(parsed, schema);
}

const schemas = {
  bus: text,
  tables: json(
    z.object({
      workflows: text,
      runs: text,
      skippedRuns: text,
      contacts: text,
      records: text,
      approvals: text,
      effects: text,
      promotions: text,
    } satisfies Record<TableId, z.ZodMiniType>),
  ),
  textBucket: text,
  dispatchQueueArn: arn,
  signalQueueArn: arn,
  archiveQueueUrl: text,
  deadLetterQueueUrl: text,
  functionArns: json(z.record(z.string(), arn)),
  stateMachines: json(
    z.object({
      machineArnPrefix: arn,
      roleArn: arn,
      logGroupArn: arn,
      logLevel: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']),
      tracing: z.boolean(),
      keyArn: z.optional(arn),
    }),
  ),
  secretPrefix: text,
  timerGroup: text,
  timerQueueArn: arn,
  timerDeadLetterQueueArn: arn,
  timerRoleArn: arn,
  linkKeyArn: arn,
  publicUrl: z.optional(text),
  previewFunctionArn: arn,
  apiAccess: json(ApiAccessSchema),
  mailFrom: z.optional(text),
  unsubscribe: z.optional(
    json(z.object({ link: z.optional(z.object({ url: text, secret: text })), mailto: z.optional(text) })),
  ),
  runRetentionDays: z.coerce.number().check(z.int(), z.positive()),
} as const satisfies Record<keyof typeof ENVIRONMENT, z.ZodMiniType>;

/** What the functions are told by their deployment; see `names.ts` for each. */
export type RuntimeConfig = { readonly [Key in keyof typeof schemas]: z.infer<(typeof schemas)[Key]> };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads from the environment what a function needs, and nothing else. Meant to be called once, while the function
 * starts: a deployment that forgot something then fails at its first call, with the name of what is missing.
 *
 * @throws AppError SB902, of kind `fault`
 */
export function readRuntimeConfig<Key extends keyof RuntimeConfig>(
  keys: readonly Key[],
  environment: Environment = process.env,
): Pick<RuntimeConfig, Key> {
  const shape = Object.fromEntries(keys.map((key) => [ENVIRONMENT[key], schemas[key]]));
  const parsed = z.safeParse(z.object(shape), environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw fault({
      code: 'SB902',
      message: `The function's environment is not as its deployment should have left it: ${problems.join('; ')}.`,
      resolution: 'Deploy the stack again; do not change environment variables of its functions by hand.',
    });
  }
  const values: Readonly<Record<string, unknown>> = parsed.data;
  // The schema above was made of the same keys.
  return Object.fromEntries(keys.map((key) => [key, values[ENVIRONMENT[key]]])) as Pick<RuntimeConfig, Key>;
}
