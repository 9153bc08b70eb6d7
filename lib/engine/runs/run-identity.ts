import type { Hash } from '../../ports/ids.ts';

/** What makes two deliveries the same trigger. */
export interface TriggerIdentity {
  readonly workflow: string;
  readonly source: string;
  readonly detailType: string;
  readonly contact?: string | undefined;
  /** `idempotencyKey ?? metadata.id ?? event id`. */
  readonly identity: string;
}

/** The longest slug that leaves room for `-` and 32 hex digits in an execution's name of 80. */
const LONGEST_SLUG = 40;

/**
 * A run's id, which is its execution's name: the same trigger always gives the same one. It says which workflow it is
 * of, and nothing about the contact.
 */
export function runId(trigger: TriggerIdentity, hash: Hash): string {
  const { workflow, source, detailType, contact = null, identity } = trigger;
  const digest = hash(JSON.stringify([workflow, source, detailType, contact, identity]));
  return `${workflow.slice(0, LONGEST_SLUG)}-${digest.slice(0, 32)}`;
}
