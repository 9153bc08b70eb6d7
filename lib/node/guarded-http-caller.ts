import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import { AppError, invalid, transient } from '../errors/app-error.ts';
import type { HttpCaller, HttpRequest, HttpResponse } from '../ports/http-caller.ts';
import { EMBEDDED_IPV4, guardLookup, isEmbeddedIpv4 } from './embedded-ipv4.ts';

/** Limits of one call, and the few addresses that the guard lets through. */
export interface GuardedHttpOptions {
  /**
   * Origins that may be called without TLS and at private addresses, such as `http://localhost:4000`: a demo's or a
   * test's own servers. Compared whole, port included. Default: none.
   */
  readonly allowOrigins?: readonly string[];
  /** Whole call, name resolution included, in milliseconds. Default: 20,000. */
  readonly timeoutMs?: number;
  /** Of the answer's body. Default: 131,072, half of what a state may carry. */
  readonly maxBytes?: number;
  /** Default: the system's resolver. Its answers are checked like all others. */
  readonly lookup?: LookupFunction;
  /** Aborts after so many milliseconds. Default: a timer. */
  readonly deadline?: (milliseconds: number) => AbortSignal;
}

/**
 * A client for addresses that users name. The agent checks the address the socket connects to, not the name, so that
 * neither a literal in an odd notation nor a name that resolves to a private address gets through; the connection is
 * made to the very address that was checked, and is not used again.
 */
export function createGuardedHttpCaller(options: GuardedHttpOptions = {}): HttpCaller {
  const limits = {
    timeoutMs: options.timeoutMs ?? 20_000,
    maxBytes: options.maxBytes ?? 131_072,
    deadline: options.deadline ?? ((milliseconds: number) => AbortSignal.timeout(milliseconds)),
  };
  const allowed = new Set(options.allowOrigins?.map((origin) => new URL(origin).origin));
  return {
    async call(request) {
      const url = readUrl(request.url);
      const trusted = allowed.has(url.origin);
      if (!trusted && url.protocol !== 'https:') throw badUrl(url.host, 'the address must begin with https://');
      if (!trusted && isEmbeddedIpv4(url.hostname)) throw blocked(url);
      const signal = limits.deadline(limits.timeoutMs);
      const guard = trusted ? {} : await createGuard(options.lookup);
      return exchange(request, url, { ...guard, signal }, limits.maxBytes);
    },
  };
}

/** Loaded with the first call: an engine may never make one. */
async function createGuard(lookup: LookupFunction | undefined): Promise<RequestOptions> {
  const { RequestFilteringHttpsAgent } = await import('request-filtering-agent');
  return { agent: new RequestFilteringHttpsAgent({ keepAlive: false }), lookup: guardLookup(lookup) };
}

function readUrl(text: string): URL {
  const url = URL.parse(text);
  // The text may hold personal data, so the message names the host at most.
  if (url === null) throw badUrl('the address', 'it is no absolute URL');
  if (url.username !== '' || url.password !== '') throw badUrl(url.host, 'it carries a user name or password');
  return url;
}

function badUrl(what: string, reason: string): AppError {
  return invalid({
    code: 'bad_url',
    message: `${what} cannot be called: ${reason}.`,
    resolution: 'Write an absolute https:// address; user names and keys belong under auth, as names of secrets.',
  });
}

async function exchange(
  request: HttpRequest,
  url: URL,
  options: RequestOptions,
  maxBytes: number,
): Promise<HttpResponse> {
  const progress = { connected: false };
  try {
    const response = await send(request, url, options, progress);
    return {
      status: response.statusCode ?? 0,
      headers: readHeaders(response),
      body: await readBody(response, maxBytes, url),
    };
  } catch (error) {
    throw error instanceof AppError ? error : explain(error, url, progress.connected);
  }
}

function send(
  request: HttpRequest,
  url: URL,
  options: RequestOptions,
  progress: { connected: boolean },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const settings = {
      ...options,
      method: request.method,
      headers: { ...request.headers, 'accept-encoding': 'identity' },
    };
    const outgoing: ClientRequest = secure ? httpsRequest(url, settings) : httpRequest(url, settings);
    outgoing.on('socket', (socket) => {
      socket.on(secure ? 'secureConnect' : 'connect', () => {
        progress.connected = true;
      });
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

function readHeaders(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(response.headersDistinct)) headers[name] = (values ?? []).join(', ');
  return headers;
}

async function readBody(response: IncomingMessage, maxBytes: number, url: URL): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw invalid({
        code: 'response_too_large',
        message: `${url.host} answered with more than ${maxBytes} bytes.`,
        resolution: 'Ask for less, e.g. with query parameters or pages: a run carries small values, not documents.',
        details: { effect: 'unknown' },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function blocked(url: URL): AppError {
  return invalid({
    code: 'blocked_address',
    message: `${url.host} leads to a private or reserved address, which workflows may not call.`,
    resolution:
      'Give the system a public address, or let a function of your own call it and register that as an action.',
    details: { effect: 'none' },
  });
}

/** What a failed call means to its caller. `connected`: the request may have arrived. */
function explain(error: unknown, url: URL, connected: boolean): AppError {
  const { name, code = '', message } = describe(error);
  if (code === EMBEDDED_IPV4 || message.includes('is not allowed. Because')) return blocked(url);
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN') {
    return invalid({
      code: 'bad_header',
      message: `The request to ${url.host} has a header with a character that headers may not hold.`,
      resolution: 'Remove line breaks and characters beyond Latin-1 from names and values of headers.',
      details: { effect: 'none' },
    });
  }
  const details = { effect: connected ? 'unknown' : 'none' };
  if (name === 'TimeoutError' || name === 'AbortError') {
    return transient({ code: 'http_timeout', message: `${url.host} did not answer in time.`, details, cause: error });
  }
  const reason = code === '' ? message : code;
  return transient({
    code: 'network_error',
    message: `${url.host} could not be reached: ${reason}.`,
    details,
    cause: error,
  });
}

function describe(error: unknown): { readonly name: string; readonly code?: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name: error.name, message: error.message, ...code };
}
