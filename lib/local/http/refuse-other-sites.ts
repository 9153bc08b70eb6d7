import type { Context, Next } from 'hono';
import { problem } from '../../api/problem.ts';
import { forbidden } from '../../errors/app-error.ts';

/** Names by which this machine is called from itself. */
const OWN_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses web pages of other sites, which a browser on this machine lets call loopback: pages that name it by a domain
 * of theirs (DNS rebinding), and pages that send it requests from elsewhere (their `Origin` is not this server).
 */
export async function refuseOtherSites(context: Context, next: Next): Promise<Response | undefined> {
  const { hostname, host } = new URL(context.req.url);
  const origin = context.req.header('origin');
  if (!OWN_NAMES.has(hostname) || (origin !== undefined && hostOf(origin) !== host)) {
    return problem(
      context,
      forbidden({
        code: 'SB711',
        message: `The engine on this machine does not answer ${origin === undefined ? `for ${hostname}` : `pages of ${origin}`}.`,
        resolution: 'Call it as http://127.0.0.1 or http://localhost, from a program or a page of its own.',
      }),
    );
  }
  await next();
  return undefined;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
