import type { Secrets } from '../../../ports/secrets.ts';
import type { SignText } from '../../../ports/sign-text.ts';
import type { EmailSettings } from './send-email.ts';

/** Where contacts withdraw consents: a page of the team's own, a mailbox, or both. */
export interface UnsubscribeSettings {
  readonly link?:
    | {
        /** Address with the places `{contact}`, `{consent}` and `{signature}`. */
        readonly url: string;
        /** Name of the secret that links are signed with. */
        readonly secret: string;
      }
    | undefined;
  readonly mailto?: string | undefined;
}

/**
 * Makes the links of one mail. Whoever serves the address signs `contact` and `consent`, with a line break between,
 * with the same secret, and compares: a link that was made up withdraws nothing.
 */
export function createUnsubscribeLinks(
  { link, mailto }: UnsubscribeSettings,
  { secrets, sign }: { readonly secrets: Secrets; readonly sign: SignText },
): NonNullable<EmailSettings['unsubscribe']> {
  return async ({ contact, consent }) => {
    const mailbox = mailto === undefined ? {} : { mailto };
    if (link === undefined) return mailbox;
    const signature = sign(await secrets.get(link.secret), `${contact}\n${consent}`);
    const parts = { contact, consent, signature };
    const url = Object.entries(parts).reduce(
      (text, [name, value]) => text.replaceAll(`{${name}}`, () => encodeURIComponent(value)),
      link.url,
    );
    return { url, ...mailbox };
  };
}
