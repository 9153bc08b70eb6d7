import type { Context } from 'hono';
import { AppError } from '../errors/app-error.ts';
import { httpStatusOf } from '../errors/error-outcomes.ts';
import type { Problem } from './contract/problem-schema.ts';

/** What an error that nobody foresaw is answered with; its own words are for the log alone. */
const UNFORESEEN = { code: 'SB801', message: 'Something went wrong in the engine itself; its log says more.' };

/** An error as an RFC 9457 problem: the same code, message, resolution and findings as the command line shows. */
export async function problem(context: Context, error: unknown): Promise<Response> {
  const { code, message, kind, resolution, details } = asAppError(error);
  const conditional = context.req.header('if-match') !== undefined || context.req.header('if-none-match') !== undefined;
  const status = httpStatusOf({ code, kind }, conditional);
  const { issues, ...others } = details;
  const body: Problem = {
    type: `urn:signalbox:error:${code}`,
    title: await titleOf(code),
    status,
    detail: message,
    code,
    ...(resolution === undefined ? {} : { resolution }),
    // Whoever throws findings throws them in the shape of `Issue`.
    ...(Array.isArray(issues) ? { issues: issues as Problem['issues'] } : {}),
    ...(Object.keys(others).length === 0 ? {} : { details: others }),
  };
  return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

/** Whether somebody has to look at the engine because of it. */
export function isFault(error: unknown): boolean {
  return asAppError(error).kind === 'fault';
}

function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError({ ...UNFORESEEN, kind: 'fault', cause: error });
}

/** The explanations are long and errors seldom: they are loaded with the first one. */
async function titleOf(code: string): Promise<string> {
  const { ERROR_CODES } = await import('../errors/error-codes.ts');
  return ERROR_CODES[code]?.title ?? code;
}
