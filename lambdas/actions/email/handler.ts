import { emailActions } from '../../../lib/engine/actions/built-in-actions.ts';
import { serveActions } from '../../middleware/serve-actions.ts';
import { openMail } from '../../wiring/mail.ts';

/** Called by states of `email.send`. */
export const handler = serveActions('email', ({ messages }) => {
  const { email, from } = openMail();
  return emailActions({ email, messages: { get: async (id) => messages.get(id) }, settings: { from } });
});
