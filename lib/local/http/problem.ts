import type { Context } from 'hono';
import { AppError } from '../../errors/app-error.ts';
import { ERROR_OUTCOMES } from '../../errors/error-outcomes.ts';

/** An error as an RFC 9457 problem: the same code, message and resolution as the CLI shows. */
export function problem(context: Context, error: unknown): Response {
  const known = error instanceof AppError ? error : undefined;
  const status = known === undefined ? 500 : ERROR_OUTCOMES[known.kind].httpStatus;
  const body = {
    type: `urn:signalbox:error:${known?.code ?? 'SB801'}`,
    title: known?.message ?? 'The engine failed; its log says more.',
    status,
    code: known?.code ?? 'SB801',
    detail: known?.message ?? (error instanceof Error ? error.message : String(error)),
    ...(known?.resolution === undefined ? {} : { resolution: known.resolution }),
    ...(known === undefined ? {} : { details: known.details }),
  };
  return context.json(body, status, { 'content-type': 'application/problem+json' });
}
