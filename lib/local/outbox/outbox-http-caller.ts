import type { HttpCaller, HttpRequest, HttpResponse } from '../../ports/http-caller.ts';
import type { OutboxSenderDeps } from './outbox-email-sender.ts';

/** Keeps requests instead of making them, and answers what it is told to; secrets are left out of what it keeps. */
export function createOutboxHttpCaller(
  { outbox, clock, ids }: OutboxSenderDeps,
  answer: (request: HttpRequest) => HttpResponse,
): HttpCaller {
  return {
    async call(request) {
      const at = new Date(clock.now()).toISOString();
      await outbox.add({ kind: 'http', id: ids.ulid(), at, request: redact(request) });
      return answer(request);
    },
  };
}

/** The answer of a system that has nothing to say. */
export function answerNothing(): HttpResponse {
  return { status: 200, headers: {}, body: '' };
}

function redact({ method, url, headers, body, secret }: HttpRequest): HttpRequest {
  const hidden = new Set(secret?.headers);
  const shown = Object.entries(headers).map(([name, value]) => [name, hidden.has(name) ? '[redacted]' : value]);
  return {
    method,
    url: secret?.url === true ? `${new URL(url).origin}/[redacted]` : url,
    headers: Object.fromEntries(shown),
    ...(body === undefined ? {} : { body }),
  };
}
