import { runCli } from '../../../lib/cli/run-cli.ts';
import { createPaint } from '../../../lib/cli/terminal.ts';

/** What a command line wrote, and how it ended. */
export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Requests to the engine, as `POST /events {…}`. */
  readonly requests: readonly string[];
  readonly questions: readonly string[];
  /** Who gave each request, as it says. */
  readonly callers: readonly string[];
}

/** The world around a command line. */
export interface FakeWorld {
  /** Answers by method and path: a body, or a status and a body. Nothing listens where there is none. */
  readonly engine?: Readonly<Record<string, unknown>>;
  /** An engine that really answers, at its own address. */
  readonly app?: { readonly request: (url: string, init?: RequestInit) => Response | Promise<Response> };
  /** What a person at a terminal answers; absent: there is no terminal. */
  readonly person?: boolean;
  /** What they answer to questions, one after the other; then they give up. */
  readonly answers?: readonly string[];
  readonly colour?: boolean;
  readonly width?: number;
}

/** Runs a command line in this process. */
export async function cli(args: readonly string[], world: FakeWorld = {}): Promise<CliResult> {
  const out: string[] = [];
  const err: string[] = [];
  const requests: string[] = [];
  const questions: string[] = [];
  const callers: string[] = [];
  const paint = createPaint(world.colour === true);
  const code = await runCli(args, {
    samples: 'statemachines',
    version: '1.2.3',
    config: { url: world.app === undefined ? 'http://engine.test' : 'http://127.0.0.1:4400', colour: 'auto' },
    terminal: {
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      width: world.width ?? Number.POSITIVE_INFINITY,
      interactive: world.person !== undefined,
      outPaint: paint,
      errPaint: paint,
    },
    fetch: async (input, init) => {
      const url = new URL(String(input));
      const request = `${init?.method ?? 'GET'} ${url.pathname}${url.search}`;
      callers.push(new Headers(init?.headers).get('x-signalbox-user') ?? '');
      requests.push(init?.body === undefined ? request : `${request} ${String(init.body)}`);
      if (world.app !== undefined) return world.app.request(String(input), init);
      const answer = world.engine?.[request];
      if (world.engine === undefined) throw new TypeError('fetch failed');
      return answer instanceof Response ? answer : Response.json(answer);
    },
    confirm: async (question) => {
      questions.push(question);
      return world.person === true;
    },
    ask: async ({ question, choices, standing }) => {
      questions.push(`${question}${choices === undefined ? '' : ` ${choices.join('|')}`} [${standing ?? 'needed'}]`);
      return world.answers?.[questions.length - 1];
    },
    now: () => Date.UTC(2026, 2, 2),
    awaitStop: async () => {},
  });
  return { code, out: out.join('\n'), err: err.join('\n'), requests, questions, callers };
}

/** An error as the engine answers it. */
export function problem(status: number, code: string, detail: string, resolution?: string): Response {
  return Response.json({ type: 'x', title: detail, status, code, detail, resolution }, { status });
}
