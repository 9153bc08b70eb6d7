import { z } from 'zod';

const longestSeconds = 99_999_999;

const jsonata = z.string().regex(/^\{%[\s\S]*%\}$/u, 'Expected a {% JSONata %} expression');

function numberField(minimum: number) {
  return z.union([z.int().min(minimum).max(longestSeconds), jsonata], {
    error: `Expected a whole number from ${minimum} to ${longestSeconds}, or a {% JSONata %} expression`,
  });
}

const assign = z.record(
  z
    .string()
    .max(80)
    .regex(
      /^\p{ID_Start}\p{ID_Continue}*$/u,
      'Variable names start with a letter, hold letters, digits and _, and are at most 80 characters long',
    ),
  z.json(),
);

const errorEquals = z.array(z.string()).min(1);

const retrier = z.strictObject({
  ErrorEquals: errorEquals,
  IntervalSeconds: z.int().min(1).max(longestSeconds).default(1),
  MaxAttempts: z.int().min(0).max(longestSeconds).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_399).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
  Comment: z.string().optional(),
});

const catcher = z.strictObject({
  ErrorEquals: errorEquals,
  Next: z.string(),
  Assign: assign.optional(),
  Output: z.json().optional(),
  Comment: z.string().optional(),
});

const common = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata', { error: 'Only JSONata is supported' }).optional(),
};

const left = {
  ...common,
  Assign: assign.optional(),
  Output: z.json().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
};

const handled = {
  ...left,
  Retry: z.array(retrier).default([]),
  Catch: z.array(catcher).default([]),
};

/** States and where to start among them: the whole machine, a branch or an iteration. */
const flow = {
  StartAt: z.string(),
  States: z.record(z.string().min(1).max(80), z.unknown()),
  Comment: z.string().optional(),
};

/** The form of a flow, whatever else is wrong with the document it stands in. */
export const flowSchema = z.looseObject({ StartAt: flow.StartAt, States: flow.States });

const choiceRule = z.strictObject({
  Condition: z.union([z.boolean(), jsonata], { error: 'Expected true, false or a {% JSONata %} expression' }),
  Next: z.string(),
  Assign: assign.optional(),
  Output: z.json().optional(),
  Comment: z.string().optional(),
});

/** The document around the states. */
export const machineSchema = z.strictObject({
  ...flow,
  ...common,
  TimeoutSeconds: z.int().min(1).max(longestSeconds).optional(),
  Version: z.literal('1.0').optional(),
});

/** The fields of each state type that this interpreter carries out; every other field is an error. */
export const stateSchemas = {
  Task: z.strictObject({
    ...handled,
    Type: z.literal('Task'),
    Resource: z.string(),
    Arguments: z.json().optional(),
    TimeoutSeconds: numberField(1).optional(),
    HeartbeatSeconds: numberField(1).optional(),
  }),
  Choice: z.strictObject({
    ...common,
    Type: z.literal('Choice'),
    Choices: z.array(choiceRule).min(1),
    Default: z.string().optional(),
    Assign: assign.optional(),
    Output: z.json().optional(),
  }),
  Wait: z.strictObject({
    ...left,
    Type: z.literal('Wait'),
    Seconds: numberField(0).optional(),
    Timestamp: z.string().optional(),
  }),
  Parallel: z.strictObject({
    ...handled,
    Type: z.literal('Parallel'),
    Arguments: z.json().optional(),
    Branches: z.array(z.strictObject(flow)).min(1),
  }),
  Map: z.strictObject({
    ...handled,
    Type: z.literal('Map'),
    Items: z.json().optional(),
    ItemSelector: z.json().optional(),
    ItemProcessor: z.strictObject({
      ...flow,
      ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
    }),
    MaxConcurrency: numberField(0).default(0),
  }),
  Pass: z.strictObject({ ...left, Type: z.literal('Pass') }),
  Succeed: z.strictObject({ ...common, Type: z.literal('Succeed'), Output: z.json().optional() }),
  Fail: z.strictObject({
    ...common,
    Type: z.literal('Fail'),
    Error: z.string().optional(),
    Cause: z.string().optional(),
  }),
} as const;

/** The state types that this interpreter carries out. */
export type StateType = keyof typeof stateSchemas;

/** A state as written, its form checked, its expressions not yet compiled. */
export type RawState = { [Type in StateType]: z.output<(typeof stateSchemas)[Type]> }[StateType];

/** One state type, as written. */
export type RawStateOf<Type extends StateType> = Extract<RawState, { Type: Type }>;

/** A branch, an iteration or the whole machine, as written. */
export interface RawFlow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, unknown>>;
}

/** What a state, a choice rule or a catcher says about leaving. */
export interface RawExit {
  readonly Assign?: z.output<typeof assign> | undefined;
  readonly Output?: z.output<ReturnType<typeof z.json>> | undefined;
}

/** An entry of `Retry`, as written, defaults filled in. */
export type RawRetrier = z.output<typeof retrier>;

/** An entry of `Catch`, as written. */
export type RawCatcher = z.output<typeof catcher>;
