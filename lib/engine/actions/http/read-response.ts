import { AppError, invalid } from '../../../errors/app-error.ts';
import type { HttpResponse } from '../../../ports/http-caller.ts';
import type { Fields } from '../../../workflow/catalogue/catalogue.ts';
import { findMisfits } from '../../../workflow/catalogue/find-misfits.ts';
import { readFields } from '../../../workflow/catalogue/type-notation.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../workflow/json.ts';

/** What decides whether an answer is a success. */
export interface Expectation {
  /** For messages. */
  readonly host: string;
  /** Beside 2xx. */
  readonly accept: readonly number[];
  /** Types of the body's fields, as the step writes them; absent: any body. */
  readonly returns?: JsonObject | undefined;
}

/** Statuses beside 5xx after which the same request may succeed: request time-out, too early, too many requests. */
const TRY_AGAIN: ReadonlySet<number> = new Set([408, 425, 429]);

/** Answers carry sessions there, which belong into no run. */
const DROPPED: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2']);

/**
 * The output of `http.call`.
 *
 * @throws AppError `http_<status>` for a status that is no success, `redirected`, or `bad_response` for a body that is
 *   not as `returns` says. The body of an accepted status beside 2xx is left out when it does not fit: it is another
 *   document.
 */
export function readResponse(response: HttpResponse, { host, accept, returns }: Expectation): JsonObject {
  const { status } = response;
  const success = status >= 200 && status < 300;
  if (!success && !accept.includes(status)) throw statusError(response, host);
  const headers = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !DROPPED.has(name)));
  const body = readBody(response, host, success);
  const problems = returns === undefined ? [] : misfits(body, readFields(returns, 'optional').fields);
  if (success && problems.length > 0) throw badResponse(host, problems.join('; '));
  return { status, headers, ...(body === undefined || problems.length > 0 ? {} : { body }) };
}

/** What a status means that nobody asked for. */
export function statusError({ status, headers }: HttpResponse, host: string): AppError {
  if (status >= 300 && status < 400) {
    return invalid({
      code: 'redirected',
      message: `${host} answered ${status}: it wants the request elsewhere. Redirects are not followed.`,
      resolution: 'Write the final address, or accept the status.',
      details: { effect: 'none' },
    });
  }
  const again = status >= 500 || TRY_AGAIN.has(status);
  const after = headers['retry-after'];
  return new AppError({
    code: `http_${status}`,
    kind: again ? 'transient' : 'invalid',
    message: `${host} answered ${status}${after === undefined ? '' : `, to be tried again after ${after}`}.`,
    resolution: 'Look at the other system; a status that is no failure to you belongs into accept.',
    details: { status, effect: status >= 500 ? 'unknown' : 'none' },
  });
}

function readBody({ body, headers }: HttpResponse, host: string, success: boolean): Json | undefined {
  if (body === '') return undefined;
  if (!/^[^;]*[/+]json\b/i.test(headers['content-type'] ?? '')) return body;
  try {
    return JSON.parse(body);
  } catch {
    if (success) throw badResponse(host, 'the body is no JSON, though its content-type says so');
    return body;
  }
}

function misfits(body: Json | undefined, fields: Fields): string[] {
  if (body === undefined) return [];
  if (!isJsonObject(body)) return ['the body is no object'];
  // What is there may be personal data: only where, and what it should be, is told.
  return findMisfits(body, fields).map(({ pointer, problem }) => {
    return `${pointer.slice(1).replaceAll('/', '.')} ${problem.slice(problem.lastIndexOf('must be'))}`;
  });
}

function badResponse(host: string, problem: string): AppError {
  return invalid({
    code: 'bad_response',
    message: `${host} answered otherwise than returns says: ${problem}.`,
    resolution: 'Correct returns, or have the other system answer as agreed.',
    details: { effect: 'unknown' },
  });
}
