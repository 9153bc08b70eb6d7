import type { Clock } from '../../ports/clock.ts';
import type { EmailSender } from '../../ports/email-sender.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Outbox } from '../../ports/outbox.ts';

export interface OutboxSenderDeps {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'ulid'>;
}

/** Keeps mails instead of sending them. */
export function createOutboxEmailSender({ outbox, clock, ids }: OutboxSenderDeps): EmailSender {
  return {
    async send(email) {
      const messageId = ids.ulid();
      await outbox.add({ kind: 'email', id: messageId, at: new Date(clock.now()).toISOString(), email });
      return { messageId };
    },
  };
}
