import type { RunFacts } from '../compiler/compiled-workflow.ts';
import type { StoredRecord } from './record-store.ts';

/** A reply of the team's in a conversation. */
interface ConversationReply {
  /** Derived from the side effect's key: the same reply has the same id. */
  readonly id: string;
  readonly conversation: StoredRecord;
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  readonly run: RunFacts;
}

/** Brings replies to wherever the conversation takes place. */
export interface ConversationChannel {
  /** Its AppErrors carry `details.effect: 'unknown'` when the reply may have gone out. */
  reply(reply: ConversationReply): Promise<void>;
}
