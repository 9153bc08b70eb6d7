import { httpActions } from '../../../lib/engine/actions/built-in-actions.ts';
import { createGuardedHttpCaller } from '../../../lib/node/guarded-http-caller.ts';
import { sha256 as hash } from '../../../lib/node/sha256.ts';
import { signWebhook } from '../../../lib/node/standard-webhooks.ts';
import { systemClock as clock } from '../../../lib/node/system-clock.ts';
import { serveActions } from '../../middleware/serve-actions.ts';
import { openSecrets } from '../../wiring/secrets.ts';

/** Called by states of `http.call`. */
export const handler = serveActions('http', () =>
  httpActions({ http: createGuardedHttpCaller(), secrets: openSecrets(), signWebhook, clock, hash }),
);
