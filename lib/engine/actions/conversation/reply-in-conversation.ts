import * as z from 'zod/mini';
import type { ConversationChannel } from '../../../ports/conversation-channel.ts';
import type { Hash } from '../../../ports/ids.ts';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { effectId } from '../publish-events.ts';
import { requireRecord } from '../records/record-changes.ts';

const ReplySchema = z.object({ text: z.string().check(z.minLength(1)) });

/** A5: `conversation.reply`. */
export function createReplyInConversation(ports: {
  readonly conversations: ConversationChannel;
  readonly hash: Hash;
}): Action {
  return defineAction({
    input: ReplySchema,
    async run({ text }, context) {
      const conversation = requireRecord(context, 'conversation');
      const id = effectId(ports.hash, 'message', context.key);
      const { run, now } = context.task;
      await ports.conversations.reply({ id, conversation, text, at: now, run });
      return { message_id: id, conversation_id: conversation.id };
    },
  });
}
