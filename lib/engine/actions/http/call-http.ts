import type { Clock } from '../../../ports/clock.ts';
import type { HttpCaller } from '../../../ports/http-caller.ts';
import type { Hash } from '../../../ports/ids.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import type { SignWebhook } from '../../../ports/webhook-signer.ts';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { effectId } from '../publish-events.ts';
import { buildRequest, HttpInputSchema } from './build-request.ts';
import { readResponse } from './read-response.ts';

export interface CallHttpPorts {
  readonly http: HttpCaller;
  readonly secrets: Secrets;
  readonly signWebhook: SignWebhook;
  readonly clock: Clock;
  readonly hash: Hash;
}

/** A6: `http.call`. */
export function createCallHttp({ http, secrets, signWebhook, clock, hash }: CallHttpPorts): Action {
  return defineAction({
    input: HttpInputSchema,
    async run(input, { key, task }) {
      const identity = { id: effectId(hash, 'msg', key), at: clock.now() };
      const request = await buildRequest(input, identity, { secrets, signWebhook });
      const response = await http.call(request);
      const host = new URL(request.url).host;
      return readResponse(response, { host, accept: input.accept, returns: task.returns });
    },
  });
}
