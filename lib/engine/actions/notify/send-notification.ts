import * as z from 'zod/mini';
import { invalid } from '../../../errors/app-error.ts';
import type { EmailSender } from '../../../ports/email-sender.ts';
import type { HttpCaller } from '../../../ports/http-caller.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { isEmailAddress } from '../email/email-address.ts';
import { statusError } from '../http/read-response.ts';

export interface SendNotificationPorts {
  readonly email: EmailSender;
  readonly http: HttpCaller;
  readonly secrets: Secrets;
  /** Members' addresses by team id. */
  readonly teams: ReadonlyMap<string, readonly string[]>;
  /** Sender of notifications, `Name <address>`. */
  readonly from: string;
}

const NotificationSchema = z.object({
  to: z.string(),
  text: z.string().check(z.minLength(1)),
  subject: z.optional(z.string()),
  webhook: z.optional(z.string()),
});

/** A4: `notify.send`. */
export function createSendNotification({ email, http, secrets, teams, from }: SendNotificationPorts): Action {
  async function postToChat(secret: string, text: string): Promise<void> {
    // The address is the credential, so only its secret's name may be told.
    const url = await secrets.get(secret);
    const response = await http.call({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      secret: { url: true },
    });
    if (response.status < 200 || response.status > 299) throw statusError(response, `The webhook in "${secret}"`);
  }

  return defineAction({
    input: NotificationSchema,
    async run({ to, text, subject, webhook }, { task, key }) {
      const members = teams.get(to) ?? (isEmailAddress(to) ? [to] : unknownTeam(to));
      const title = (subject ?? task.run.workflow).replaceAll(/\s+/g, ' ').trim();
      if (webhook !== undefined) await postToChat(webhook, text);
      if (members.length > 0) await email.send({ from, to: members, subject: title, text, headers: {}, key });
      return { sent: members.length + (webhook === undefined ? 0 : 1) };
    },
  });
}

function unknownTeam(to: string): never {
  throw invalid({
    code: 'unknown_team',
    message: `There is no team "${to}", and it is no e-mail address.`,
    resolution: 'Declare the team in catalogue.yaml, or write an address.',
  });
}
