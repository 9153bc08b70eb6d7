import type { Context, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { invalid } from '../errors/app-error.ts';
import { problem } from './problem.ts';

/** Ten events of 256 KiB and their envelope: the most that one call of EventBridge's API can carry. */
const LARGEST_BODY = 3 * 1024 * 1024;

/**
 * Refuses what is too large before it is read. What a request says of its own length spares putting a stream before its
 * body, which costs more than all the rest.
 */
export function limitBody() {
  const counted = bodyLimit({ maxSize: LARGEST_BODY, onError: (context) => problem(context, tooLarge()) });
  return async (context: Context, next: Next): Promise<Response | undefined> => {
    const length = context.req.header('content-length');
    if (length === undefined || context.req.header('transfer-encoding') !== undefined) {
      return (await counted(context, next)) ?? undefined;
    }
    if (Number(length) > LARGEST_BODY) {
      return problem(context, tooLarge());
    }
    await next();
    return undefined;
  };
}

function tooLarge(): Error {
  return invalid({
    code: 'SB703',
    message: 'The body is larger than 3 MiB.',
    resolution: 'Send fewer events at once, or a smaller definition.',
  });
}
