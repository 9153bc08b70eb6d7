import { notifyActions } from '../../../lib/engine/actions/built-in-actions.ts';
import { createGuardedHttpCaller } from '../../../lib/node/guarded-http-caller.ts';
import { serveActions } from '../../middleware/serve-actions.ts';
import { openMail } from '../../wiring/mail.ts';
import { openSecrets } from '../../wiring/secrets.ts';

/** Called by states of `notify.send`. */
export const handler = serveActions('notify', ({ catalogue }) =>
  notifyActions({
    http: createGuardedHttpCaller(),
    secrets: openSecrets(),
    teams: catalogue.teams,
    ...openMail(),
  }),
);
