import { conversationActions } from '../../../lib/engine/actions/built-in-actions.ts';
import { createBusChannel } from '../../../lib/engine/actions/conversation/bus-channel.ts';
import { sha256 as hash } from '../../../lib/node/sha256.ts';
import { serveActions } from '../../middleware/serve-actions.ts';
import { openBus } from '../../wiring/bus.ts';

/** Called by states of `conversation.reply`. */
export const handler = serveActions('conversation', () =>
  conversationActions({ conversations: createBusChannel(openBus()), hash }),
);
