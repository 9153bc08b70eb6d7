import { readRuntimeConfig } from '../../../lib/config/runtime-config.ts';
import { emailActions } from '../../../lib/engine/actions/built-in-actions.ts';
import { createUnsubscribeLinks } from '../../../lib/engine/actions/email/unsubscribe-links.ts';
import { signText } from '../../../lib/node/sign-text.ts';
import { serveActions } from '../../middleware/serve-actions.ts';
import { openMail } from '../../wiring/mail.ts';
import { openSecrets } from '../../wiring/secrets.ts';

/** Called by states of `email.send`. */
export const handler = serveActions('email', ({ messages }) => {
  const { email, from } = openMail();
  const { unsubscribe } = readRuntimeConfig(['unsubscribe']);
  const links =
    unsubscribe === undefined
      ? {}
      : { unsubscribe: createUnsubscribeLinks(unsubscribe, { secrets: openSecrets(), sign: signText }) };
  return emailActions({ email, messages: { get: async (id) => messages.get(id) }, settings: { from, ...links } });
});
