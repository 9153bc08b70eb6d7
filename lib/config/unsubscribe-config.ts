import { z } from 'zod';

const PLACES = ['contact', 'consent', 'signature'] as const;

/** Where contacts withdraw consents: what `List-Unsubscribe` of mails says (RFC 2369, RFC 8058). */
export const UnsubscribeSchema = z
  .strictObject({
    link: z
      .strictObject({
        /** Takes a POST without a page in between; a signature keeps strangers from making links up. */
        url: z
          .string()
          .regex(/^https:\/\/[^\s<>{}/?#]+[/?][^\s<>]*$/, 'an address that begins with https:// and a host')
          .refine(
            (url) => PLACES.every((place) => url.includes(`{${place}}`)),
            'it needs the places {contact}, {consent} and {signature}',
          ),
        /** Name of the secret that links are signed with: `signalbox/<stage>/<name>` in Secrets Manager. */
        secret: z.string().regex(/^[a-z][a-z0-9_]*$/, 'a secret’s name is small letters, digits and _'),
      })
      .optional(),
    mailto: z.email().optional(),
  })
  .refine(({ link, mailto }) => link !== undefined || mailto !== undefined, 'name a link, a mailto, or both');

export type UnsubscribeConfig = z.infer<typeof UnsubscribeSchema>;
