import type { MessageTemplate } from '../workflow/messages/message-template.ts';

/** The message templates that the deployment carries. */
export interface MessageStore {
  get(id: string): Promise<MessageTemplate | undefined>;
}
