import { createSesClient, createSesEmailSender } from '../../lib/aws/ses-email-sender.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import type { EmailSender } from '../../lib/ports/email-sender.ts';

/** The mail provider, and the deployment's sender: empty where none was configured, and then mails name theirs or fail. */
export function openMail(): { readonly email: EmailSender; readonly from: string } {
  const { mailFrom = '' } = readRuntimeConfig(['mailFrom']);
  return { email: createSesEmailSender({ client: createSesClient() }), from: mailFrom };
}
