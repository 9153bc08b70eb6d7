import type { Action } from './action.ts';
import { createReplyInConversation } from './conversation/reply-in-conversation.ts';
import { createSendEmail, type SendEmailPorts } from './email/send-email.ts';
import { createPutEvent } from './event/put-event.ts';
import { type CallHttpPorts, createCallHttp } from './http/call-http.ts';
import { createSendNotification, type SendNotificationPorts } from './notify/send-notification.ts';
import { createShowPromotion } from './promotion/show-promotion.ts';
import { createCreateTask } from './records/create-task.ts';
import { createCreateTicket } from './records/create-ticket.ts';
import { createDecideInquiry } from './records/decide-inquiry.ts';
import type { RecordsPorts } from './records/records-ports.ts';
import { createTagContact } from './records/tag-contact.ts';
import { createAssignContact, createUpdateContact } from './records/update-contact.ts';
import { createUpdateLead } from './records/update-lead.ts';

/** Actions by the name that `do` gives them. */
export type Actions = Readonly<Record<string, Action>>;

/** The family `email`. */
export function emailActions(ports: SendEmailPorts): Actions {
  return { 'email.send': createSendEmail(ports) };
}

/** The family `http`. */
export function httpActions(ports: CallHttpPorts): Actions {
  return { 'http.call': createCallHttp(ports) };
}

/** The family `records`. */
export function recordsActions(ports: RecordsPorts): Actions {
  return {
    'contact.update': createUpdateContact(ports),
    'contact.tag': createTagContact(ports),
    'contact.assign': createAssignContact(ports),
    'ticket.create': createCreateTicket(ports),
    'task.create': createCreateTask(ports),
    'lead.update': createUpdateLead(ports),
    'inquiry.decide': createDecideInquiry(ports),
  };
}

/** The family `conversation`. */
export function conversationActions(ports: Parameters<typeof createReplyInConversation>[0]): Actions {
  return { 'conversation.reply': createReplyInConversation(ports) };
}

/** The family `promotion`. */
export function promotionActions(ports: Parameters<typeof createShowPromotion>[0]): Actions {
  return { 'promotion.show': createShowPromotion(ports) };
}

/** The family `notify`. */
export function notifyActions(ports: SendNotificationPorts): Actions {
  return { 'notify.send': createSendNotification(ports) };
}

/** The family `event`. */
export function eventActions(ports: Parameters<typeof createPutEvent>[0]): Actions {
  return { 'event.put': createPutEvent(ports) };
}
