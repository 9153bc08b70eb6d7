import type { Bus } from '../../../ports/bus.ts';
import type { ConversationChannel } from '../../../ports/conversation-channel.ts';
import { causedMetadata } from '../caused-metadata.ts';

/** `conversation.reply_requested` of the catalogue: what the team's connectors to their channels listen to. */
const REPLY_EVENT = { source: 'signalbox.conversation', detailType: 'Conversation Reply Requested' } as const;

/** Replies as events: who keeps the team's channels hears them on the bus, and tells repetitions by their id. */
export function createBusChannel(bus: Pick<Bus, 'put'>): ConversationChannel {
  return {
    async reply({ id, conversation, text, at, run }) {
      await bus.put([
        {
          ...REPLY_EVENT,
          metadata: causedMetadata(run, id, at),
          data: { conversation, message: { id, text, sent_at: at } },
        },
      ]);
    },
  };
}
