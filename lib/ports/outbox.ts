import type { Email } from './email-sender.ts';
import type { HttpRequest } from './http-caller.ts';

/** What would have left the system, kept to be looked at: on a laptop, in tests and in previews. */
export type OutboxMessage = {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
} & (
  | { readonly kind: 'email'; readonly email: Email }
  /** Header values that carry secrets are `[redacted]`. */
  | { readonly kind: 'http'; readonly request: HttpRequest }
);

/** The messages of a deployment that sends nothing. */
export interface Outbox {
  add(message: OutboxMessage): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<readonly OutboxMessage[]>;
}
