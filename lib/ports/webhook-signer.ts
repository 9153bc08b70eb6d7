/** A message to be signed by the Standard Webhooks specification. */
interface SignedMessage {
  /** The same for every try, so that receivers can tell a repetition. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly body: string;
  /** One or, while they are rotated, several keys (`whsec_…`), separated by spaces. */
  readonly keys: string;
}

/** Returns the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
export type SignWebhook = (message: SignedMessage) => Readonly<Record<string, string>>;
