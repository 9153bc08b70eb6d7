/** One e-mail, addressed and rendered. */
export interface Email {
  readonly from: string;
  /** At least one address. */
  readonly to: readonly string[];
  readonly replyTo?: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Further headers by name; values hold no line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names the side effect, for providers that know such a thing and for their logs. */
  readonly key: string;
}

/**
 * Hands e-mails to a provider. Its errors are AppErrors; one after which the mail may have gone out carries
 * `details.effect: 'unknown'`.
 */
export interface EmailSender {
  send(email: Email): Promise<{ readonly messageId: string }>;
}
