import type { JsonObject } from '../workflow/json.ts';

/** A promotion that a workflow decided to show to a visitor. */
export interface PromotionDecision {
  /** Derived from the side effect's key: deciding twice is deciding once. */
  readonly id: string;
  /** The contact, or the anonymous visitor. */
  readonly contact: string;
  readonly promotion: string;
  readonly data: JsonObject;
  readonly workflow: string;
  readonly runId: string;
  /** ISO 8601. */
  readonly decidedAt: string;
  /** ISO 8601: from then on the site shows it no more. */
  readonly expiresAt: string;
}

/** Decisions about promotions, which the team's site fetches. */
export interface PromotionStore {
  put(decision: PromotionDecision): Promise<void>;
  /** Those that have not expired at the moment (ISO 8601), newest first. */
  list(contact: string, at: string): Promise<readonly PromotionDecision[]>;
}
