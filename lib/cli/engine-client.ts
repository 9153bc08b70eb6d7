import type { Command } from 'commander';
import { z } from 'zod';
import { AppError, type ErrorKind, fault, transient } from '../errors/app-error.ts';
import { ERROR_OUTCOMES } from '../errors/error-outcomes.ts';
import type { Cli } from './cli.ts';
import { ProblemSchema } from './engine-responses.ts';

/** Calls of a running engine's HTTP API. Its errors are AppErrors with the engine's own codes. */
export interface EngineClient {
  readonly get: <Schema extends z.ZodType>(path: string, schema: Schema) => Promise<z.output<Schema>>;
  readonly post: <Schema extends z.ZodType>(path: string, body: unknown, schema: Schema) => Promise<z.output<Schema>>;
}

/** Options of every command that talks to an engine. */
export interface EngineOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** Adds `--url` and `--json` to a command. */
export function withEngineOptions(command: Command, cli: Pick<Cli, 'config'>): Command {
  return command
    .option('--url <url>', 'address of the engine; also SIGNALBOX_URL', cli.config.url)
    .option('--json', 'print the whole answer as JSON');
}

/** A client for the engine that the options name; says on standard error which one that is. */
export function connect({ terminal, config, fetch }: Cli, options: EngineOptions): EngineClient {
  const base = (options.url ?? config.url).replace(/\/+$/, '');
  terminal.err(terminal.errPaint.dim(`engine ${base}`));
  return createEngineClient(base, fetch);
}

/**
 * A client for the engine at an address.
 *
 * @throws AppError SB841 nothing answers there · SB842 what answers is no such engine · else what the engine says
 */
function createEngineClient(base: string, call: typeof fetch): EngineClient {
  const send = async <Schema extends z.ZodType>(path: string, init: RequestInit, schema: Schema) => {
    const response = await reach(base, path, init, call);
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw readProblem(response, body, base);
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw strange(base, z.prettifyError(parsed.error));
    return parsed.data;
  };
  return {
    get: (path, schema) => send(path, {}, schema),
    post: (path, body, schema) =>
      send(
        path,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
        schema,
      ),
  };
}

async function reach(base: string, path: string, init: RequestInit, call: typeof fetch): Promise<Response> {
  try {
    return await call(base + path, init);
  } catch (cause) {
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

function readProblem({ status }: Response, body: unknown, base: string): AppError {
  const problem = ProblemSchema.safeParse(body);
  if (!problem.success) return strange(base, `it answered ${status}`);
  const { code, detail, resolution } = problem.data;
  return new AppError({
    code,
    kind: KINDS.get(status) ?? (status < 500 ? 'conflict' : 'fault'),
    message: detail,
    ...(resolution === undefined ? {} : { resolution }),
  });
}

function strange(base: string, problem: string): AppError {
  return fault({
    code: 'SB842',
    message: `What answers at ${base} is no Signalbox engine of this version: ${problem.replaceAll(/\s+/g, ' ')}.`,
    resolution: 'Look which program listens there, or name another address with --url.',
  });
}

/** A query string of those parameters that have a value: `?status=open&limit=20`, or nothing. */
export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
