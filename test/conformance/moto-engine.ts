import { createHash } from 'node:crypto';
import { z } from 'zod';
import { startEngineProcess } from './engine-process.ts';
import { type LambdaCall, type LambdaHandler, startLambdaEndpoint } from './lambda-endpoint.ts';
import { beside, installed } from './paths.ts';
import { shortenWaits } from './shorten-waits.ts';

const jsonSchema = z.json();
const eventSchema = z.looseObject({ id: z.int(), previousEventId: z.int(), type: z.string(), timestamp: z.string() });
const runSchema = z.object({
  executionArn: z.string(),
  status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'HARNESS_TIMEOUT']),
  output: z.unknown(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  variables: z.record(z.string(), z.unknown()),
  events: z.array(eventSchema),
});
const answerSchema = z.union([runSchema, z.object({ error: z.string(), message: z.string() })]);
const enteredSchema = z.object({ stateEnteredEventDetails: z.object({ name: z.string() }) });

/** An event of an execution's history, with the fields that GetExecutionHistory gives. */
export type HistoryEvent = z.infer<typeof eventSchema>;

export interface MotoRunRequest {
  /** The state machine: an object or its text. Handed to the engine as it is, but for its waits. */
  readonly asl: unknown;
  readonly input?: unknown;
  /** The execution's name; unique by itself when left out. */
  readonly name?: string;
  /** The state machine's name; made from its text when left out. */
  readonly machineName?: string;
  /** The Lambda functions, by name without qualifier; or one for all. */
  readonly handlers?: Readonly<Record<string, LambdaHandler>> | LambdaHandler;
  /** `keep` sleeps through the waits of the state machine. */
  readonly waits?: 'shorten' | 'keep';
  /** How long the run may take on the wall clock (60 s); longer is an error of the harness. */
  readonly withinSeconds?: number;
}

export interface MotoRun {
  readonly executionArn: string;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** Undefined unless succeeded. */
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** The variables of the outermost scope at the end. Those of inner scopes are in the state-exited events. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly events: readonly HistoryEvent[];
  /** The names of the states entered, in the order of the history. */
  readonly path: readonly string[];
}

export interface MotoEngine {
  /** Runs a state machine to its end. Rejects when moto refuses the definition, or when the run outlasts its limit. */
  run(request: MotoRunRequest): Promise<MotoRun>;
  /** Rejects when no running task has this token. */
  sendTaskSuccess(token: string, output: unknown): Promise<void>;
  sendTaskFailure(token: string, failure: { readonly error?: string; readonly cause?: string }): Promise<void>;
  sendTaskHeartbeat(token: string): Promise<void>;
  /** moto's own endpoint, which speaks the AWS API. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** More executions at once than this gain nothing: one Python process interprets them all. */
const CONCURRENT_RUNS = 12;

/** Starts moto's Step Functions on a free loopback port, with real JSONata. */
export async function startMotoEngine(): Promise<MotoEngine> {
  const handlers = new Map<string, NonNullable<MotoRunRequest['handlers']>>();
  const lambda = await startLambdaEndpoint((call) => handlerOf(handlers.get(executionName(call.executionArn)), call));
  const python = startEngineProcess({
    command: installed('venv/bin/python'),
    args: [beside('moto/moto-server.py'), process.execPath, lambda.url],
  });
  const { port } = z.object({ port: z.int() }).parse(JSON.parse(await python.nextLine()));
  const endpoint = `http://127.0.0.1:${port}`;
  const admit = admission(CONCURRENT_RUNS);
  let runs = 0;

  async function run(request: MotoRunRequest): Promise<MotoRun> {
    const definition = definitionText(request);
    runs += 1;
    const name = request.name ?? `run-${runs}`;
    if (handlers.has(name)) throw new Error(`an execution named ${name} is running already`);
    handlers.set(name, request.handlers ?? {});
    const leave = await admit();
    try {
      const answer = await post(`${endpoint}/signalbox/run`, {
        definition,
        input: JSON.stringify(request.input ?? {}),
        executionName: name,
        machineName: request.machineName ?? `machine-${createHash('sha256').update(definition).digest('hex')}`,
        timeoutSeconds: request.withinSeconds ?? 60,
      });
      return finishedRun(answerSchema.parse(answer));
    } finally {
      handlers.delete(name);
      leave();
    }
  }

  async function endTask(token: string, outcome: object): Promise<void> {
    const answer = await post(`${endpoint}/signalbox/task`, { token, ...outcome });
    const refused = z.object({ error: z.string() }).safeParse(answer);
    if (refused.success) throw new Error(`${refused.data.error}: token ${token}`);
  }

  return {
    run,
    endpoint,
    sendTaskSuccess: (token, output) => endTask(token, { outcome: 'success', output: JSON.stringify(output) }),
    sendTaskFailure: (token, failure) => endTask(token, { outcome: 'failure', ...failure }),
    sendTaskHeartbeat: (token) => endTask(token, { outcome: 'heartbeat' }),
    close: async () => {
      await python.stop();
      await lambda.close();
    },
  };
}

function definitionText({ asl, waits = 'shorten' }: MotoRunRequest): string {
  if (waits === 'keep') return typeof asl === 'string' ? asl : JSON.stringify(asl);
  const definition = jsonSchema.parse(typeof asl === 'string' ? JSON.parse(asl) : asl);
  return JSON.stringify(shortenWaits(definition));
}

function handlerOf(handlers: MotoRunRequest['handlers'], call: LambdaCall): LambdaHandler | undefined {
  return typeof handlers === 'function' ? handlers : handlers?.[call.functionName];
}

function executionName(executionArn: string): string {
  return executionArn.slice(executionArn.lastIndexOf(':') + 1);
}

function finishedRun(answer: z.infer<typeof answerSchema>): MotoRun {
  if (!('status' in answer)) throw new Error(`moto refused the state machine: ${answer.error}: ${answer.message}`);
  const path = answer.events.flatMap((event) => {
    const entered = enteredSchema.safeParse(event);
    return entered.success ? [entered.data.stateEnteredEventDetails.name] : [];
  });
  const { status } = answer;
  if (status === 'HARNESS_TIMEOUT') throw new Error(`the run did not end in time; it came to ${path.join(' → ')}`);
  return {
    executionArn: answer.executionArn,
    status,
    output: status === 'SUCCEEDED' ? answer.output : undefined,
    error: answer.error ?? undefined,
    cause: answer.cause ?? undefined,
    variables: answer.variables,
    events: answer.events,
    path,
  };
}

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** Lets so many in at once; each calls what it was given when it leaves. */
function admission(places: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  };
}
