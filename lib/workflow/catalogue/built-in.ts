import { CONNECTION_ACTIONS } from './actions/connection-actions.ts';
import { CONTACT_ACTIONS } from './actions/contact-actions.ts';
import { CRM_ACTIONS } from './actions/crm-actions.ts';
import { MESSAGE_ACTIONS } from './actions/message-actions.ts';
import type { Catalogue } from './catalogue.ts';
import { CONTACT_EVENTS } from './events/contact-events.ts';
import { CONVERSATION_EVENTS } from './events/conversation-events.ts';
import { CRM_EVENTS } from './events/crm-events.ts';
import { INQUIRY_EVENTS } from './events/inquiry-events.ts';
import { VISIT_EVENTS } from './events/visit-events.ts';
import { WORKFLOW_EVENTS } from './events/workflow-events.ts';
import { BUILT_IN_RECORDS, RECORD_NAMES } from './records.ts';

const EVENTS = [
  ...CONTACT_EVENTS,
  ...CONVERSATION_EVENTS,
  ...CRM_EVENTS,
  ...INQUIRY_EVENTS,
  ...VISIT_EVENTS,
  ...WORKFLOW_EVENTS,
];
const ACTIONS = [...MESSAGE_ACTIONS, ...CONTACT_ACTIONS, ...CRM_ACTIONS, ...CONNECTION_ACTIONS];

/** What every deployment has: built-in events, records and actions, and nothing that a team declares. Zone: UTC. */
export function builtInCatalogue(): Catalogue {
  return {
    events: new Map(EVENTS.map((event) => [event.name, event])),
    records: new Map(RECORD_NAMES.map((name) => [name, BUILT_IN_RECORDS[name]])),
    actions: new Map(ACTIONS.map((action) => [action.name, action])),
    segments: new Set(),
    consents: new Set(),
    teams: new Map(),
    calendars: new Map(),
    secrets: new Set(),
    messages: new Set(),
    zone: 'UTC',
  };
}
