import { z } from 'zod';
import { ProblemSchema } from '../api/contract/problem-schema.ts';
import type { RouteDefinition } from '../api/contract/route.ts';
import { ROUTES, type Routes } from '../api/contract/routes.ts';
import { AppError, type ErrorKind, fault, transient } from '../errors/app-error.ts';
import { ERROR_OUTCOMES } from '../errors/error-outcomes.ts';
import type { Json } from '../workflow/json.ts';

/** Where the API is, and how it is called. */
export interface ClientOptions {
  /** `http://127.0.0.1:4400`, or a deployment's address. */
  readonly url: string;
  /** By default the platform's. Signs requests, where they have to be. */
  readonly fetch?: typeof fetch;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Given<Route, Part extends string> = Route extends { readonly [Key in Part]: infer Schema extends z.ZodType }
  ? object extends z.input<Schema>
    ? { readonly [Key in Part]?: Lenient<z.input<Schema>> }
    : { readonly [Key in Part]: Lenient<z.input<Schema>> }
  : unknown;

/** What is left out may also be `undefined`, and lists may be read-only. */
type Lenient<Value> = Value extends readonly (infer Item)[]
  ? readonly Lenient<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Lenient<Value[Key]> }
    : Value;

/** What a call of a route takes. */
type CallOf<Route> = Given<Route, 'params'> &
  Given<Route, 'query'> &
  Given<Route, 'body'> &
  (Route extends { readonly ifMatch: true }
    ? {
        /** The revision that was seen; 0: there was nothing yet. */
        readonly revision: number;
      }
    : unknown) &
  (Route extends { readonly idempotent: true }
    ? {
        /** Calling again with the same key answers the same again, and does nothing. */
        readonly idempotencyKey?: string | undefined;
      }
    : unknown);

/** What a call of a route gives: the answer's body, as it was sent. */
type ResultOf<Route> = Route extends { readonly answer: infer Schema extends z.ZodType }
  ? Received<z.output<Schema>>
  : undefined;

/** What came as JSON: what is optional is there or is not, and nobody changes it. */
type Received<Value> = Json extends Value
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Received<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Received<Exclude<Value[Key], undefined>> }
      : Value;

type Call<Route> = (
  ...call: object extends CallOf<Route> ? [call?: CallOf<Route>] : [call: CallOf<Route>]
) => Promise<ResultOf<Route>>;

/** One function for each operation of the API, by resource: `client.runs.show({ params: { run } })`. */
export type SignalboxClient = {
  readonly [Group in keyof Routes]: { readonly [Name in keyof Routes[Group]]: Call<Routes[Group][Name]> };
};

/** What a call of an operation gives: `Result<'runs', 'list'>`. */
export type Result<Group extends keyof Routes, Name extends keyof Routes[Group]> = ResultOf<Routes[Group][Name]>;

/**
 * A client for a Signalbox, on this machine or deployed. Its errors are AppErrors with the codes of the API; besides
 * SB841, nothing answers there, and SB842, what answers is no Signalbox.
 *
 * @example
 * const client = createClient({ url: 'http://127.0.0.1:4400' });
 * const { items } = await client.runs.list({ query: { workflow: 'lead-follow-up', status: 'failed' } });
 */
export function createClient(options: ClientOptions): SignalboxClient {
  const groups = Object.entries(ROUTES).map(([group, routes]) => [
    group,
    Object.fromEntries(
      Object.entries(routes).map(([name, route]: [string, RouteDefinition]) => [
        name,
        (call: AnyCall = {}) => send(options, route, call),
      ]),
    ),
  ]);
  // Made of the very table that the type is made of.
  return Object.fromEntries(groups) as SignalboxClient;
}

/** A call whose types its route tells. */
interface AnyCall {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly revision?: number;
  readonly idempotencyKey?: string | undefined;
}

async function send(options: ClientOptions, route: RouteDefinition, call: AnyCall): Promise<unknown> {
  const base = options.url.replace(/\/+$/, '');
  const response = await reach(base, options.fetch ?? fetch, pathOf(route, call), {
    method: route.method,
    headers: headersOf(options, route, call),
    ...(route.body === undefined ? {} : { body: JSON.stringify(call.body ?? {}) }),
  });
  if (response.ok && route.answer === undefined) return undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw readProblem(response, body, base);
  const parsed = route.answer?.safeParse(body);
  if (parsed?.success !== true) throw strange(base, parsed === undefined ? 'no answer' : z.prettifyError(parsed.error));
  // As it was sent: fields that a newer engine added are not taken away.
  return body;
}

function pathOf({ path }: RouteDefinition, { params = {}, query = {} }: AnyCall): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(Object.fromEntries(asked))}`;
}

function headersOf({ headers }: ClientOptions, route: RouteDefinition, call: AnyCall): Record<string, string> {
  const { revision, idempotencyKey } = call;
  return {
    ...headers,
    ...(route.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(revision === undefined ? {} : revision === 0 ? { 'if-none-match': '*' } : { 'if-match': `"${revision}"` }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

async function reach(base: string, call: typeof fetch, path: string, init: RequestInit): Promise<Response> {
  try {
    return await call(base + path, init);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw transient({
      code: 'SB841',
      message: `No engine answers at ${base}.`,
      resolution: 'Start one with `npx signalbox start`, or name its address with --url or SIGNALBOX_URL.',
      cause,
    });
  }
}

/** Kinds by HTTP status: the table of error outcomes, read backwards. */
const KINDS = new Map(
  (Object.entries(ERROR_OUTCOMES) as [ErrorKind, (typeof ERROR_OUTCOMES)[ErrorKind]][]).map(
    ([kind, { httpStatus }]) => [httpStatus as number, kind],
  ),
);

function kindOf(status: number): ErrorKind {
  // Someone else was faster.
  if (status === 412) return 'conflict';
  return KINDS.get(status) ?? (status < 500 ? 'invalid' : 'fault');
}

function readProblem({ status }: Response, body: unknown, base: string): AppError {
  const problem = ProblemSchema.safeParse(body);
  if (problem.success) {
    const { code, detail, resolution, issues, details } = problem.data;
    return new AppError({
      code,
      kind: kindOf(status),
      message: detail,
      ...(resolution === undefined ? {} : { resolution }),
      details: { ...details, ...(issues === undefined ? {} : { issues }) },
    });
  }
  // API Gateway's own refusals, before the API was asked.
  const message = z.object({ message: z.string() }).safeParse(body);
  if (status === 401 || status === 403)
    return notLetIn(base, message.success ? message.data.message : `status ${status}`);
  return strange(base, `it answered ${status}`);
}

function notLetIn(base: string, reason: string): AppError {
  return new AppError({
    code: 'SB843',
    kind: 'forbidden',
    message: `${base} does not let this caller in: ${reason}.`,
    resolution: 'Sign in with credentials that may call the API; docs/api.md says who may.',
  });
}

function strange(base: string, problem: string): AppError {
  return fault({
    code: 'SB842',
    message: `What answers at ${base} is no Signalbox of this version: ${problem.replaceAll(/\s+/g, ' ')}.`,
    resolution: 'Look which program listens there, or name another address with --url.',
  });
}
