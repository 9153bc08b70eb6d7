import type { ActionTask } from '../../../../lib/compiler/task-contract.ts';
import { createActionHandler } from '../../../../lib/engine/actions/action-handler.ts';
import {
  type Actions,
  conversationActions,
  emailActions,
  eventActions,
  httpActions,
  notifyActions,
  promotionActions,
  recordsActions,
} from '../../../../lib/engine/actions/built-in-actions.ts';
import { createBusChannel } from '../../../../lib/engine/actions/conversation/bus-channel.ts';
import type { EmailSettings } from '../../../../lib/engine/actions/email/send-email.ts';
import { createPublishEvents } from '../../../../lib/engine/actions/publish-events.ts';
import { notFound } from '../../../../lib/errors/app-error.ts';
import { sha256 } from '../../../../lib/node/sha256.ts';
import { signWebhook } from '../../../../lib/node/standard-webhooks.ts';
import type { OutgoingEvent } from '../../../../lib/ports/bus.ts';
import type { EffectLedger, EffectState } from '../../../../lib/ports/effect-ledger.ts';
import type { Email } from '../../../../lib/ports/email-sender.ts';
import type { HeldBack } from '../../../../lib/ports/holding.ts';
import type { HttpRequest, HttpResponse } from '../../../../lib/ports/http-caller.ts';
import type { PromotionDecision } from '../../../../lib/ports/promotion-store.ts';
import type { RecordPatch, RecordStore, StoredRecord } from '../../../../lib/ports/record-store.ts';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import type { RecordName } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { isJsonList, type Json, type JsonObject } from '../../../../lib/workflow/json.ts';
import type { MessageTemplate } from '../../../../lib/workflow/messages/message-template.ts';

export const NOW = '2026-03-02T09:00:00Z';

/** A task of the built-in actions, for a run of contact-1. */
export function actionTask(action: string, input: JsonObject = {}, more: Partial<ActionTask> = {}): ActionTask {
  return {
    contract: 1,
    kind: 'action',
    run: {
      id: 'run-1',
      workflow: 'lead-follow-up',
      version: 3,
      arm: 'control',
      contact: 'contact-1',
      triggered_at: '2026-03-02T08:00:00Z',
      started_at: '2026-03-02T08:00:01Z',
      records: { lead: 'lead-1', conversation: 'conversation-1', inquiry: 'inquiry-1' },
      depth: 1,
      chain: ['welcome'],
      correlation_id: 'correlation-1',
    },
    step: 'act',
    now: NOW,
    zone: 'Europe/Berlin',
    action,
    with: input,
    ...more,
  };
}

export function memoryRecords(stored: Partial<Record<RecordName, StoredRecord[]>>) {
  const records = new Map<string, StoredRecord>();
  for (const [name, list] of Object.entries(stored))
    for (const record of list) records.set(`${name}/${record.id}`, record);
  const reads: string[] = [];
  const store: RecordStore = {
    get: async (name, id) => records.get(`${name}/${id}`),
    getMany: async (keys) => {
      reads.push(...keys.map(({ name, id }) => `${name}/${id}`));
      return keys.flatMap(({ name, id }) => {
        const record = records.get(`${name}/${id}`);
        return record === undefined ? [] : [{ name, record }];
      });
    },
    create: async (name, record) => {
      if (records.has(`${name}/${record.id}`)) return false;
      records.set(`${name}/${record.id}`, record);
      return true;
    },
    put: async (name, record) => {
      records.set(`${name}/${record.id}`, record);
    },
    patch: async (name, id, patch) => {
      const before = records.get(`${name}/${id}`);
      const after = applyPatch(before ?? { id }, patch);
      records.set(`${name}/${id}`, after);
      return before === undefined ? { after } : { before, after };
    },
  };
  return { records, reads, store };
}

function applyPatch(record: StoredRecord, { set = {}, unset = [], add = {}, remove = {} }: RecordPatch): StoredRecord {
  const next: Record<string, Json> & { id: string } = { ...record, ...set };
  for (const field of unset) delete next[field];
  for (const [field, items] of Object.entries(add)) next[field] = [...new Set([...listOf(next[field]), ...items])];
  for (const [field, items] of Object.entries(remove)) {
    next[field] = listOf(next[field]).filter((item) => !items.includes(item));
  }
  return next;
}

const listOf = (value: Json | undefined): readonly Json[] => (isJsonList(value) ? value : []);

export function memoryLedger() {
  const states = new Map<string, EffectState>();
  const ledger: EffectLedger = {
    begin: async (key, attempt, at) => {
      const state = states.get(key);
      if (state !== undefined) return { claimed: false, state };
      states.set(key, { status: 'started', attempt, at });
      return { claimed: true };
    },
    finish: async (key, outcome) => {
      states.set(key, { status: 'done', outcome });
    },
    release: async (key, attempt) => {
      const state = states.get(key);
      if (state?.status === 'started' && state.attempt === attempt) states.delete(key);
    },
  };
  return { states, ledger };
}

/** Everything the built-in actions touch, in memory. What leaves is kept in lists; `fail…` makes a port throw. */
export function actionWorld(
  given: {
    readonly records?: Partial<Record<RecordName, StoredRecord[]>>;
    readonly messages?: readonly MessageTemplate[];
    readonly secrets?: Readonly<Record<string, string>>;
    readonly settings?: Partial<EmailSettings>;
    readonly answer?: (request: HttpRequest) => HttpResponse;
    readonly more?: Actions;
    readonly held?: HeldBack;
  } = {},
) {
  const catalogue = builtInCatalogue();
  const memory = memoryRecords(given.records ?? {});
  const effects = memoryLedger();
  const events: OutgoingEvent[] = [];
  const emails: Email[] = [];
  const requests: HttpRequest[] = [];
  const promotions: PromotionDecision[] = [];
  const failures: { email?: unknown; bus?: unknown; finish?: unknown } = {};
  const throwOnce = (port: keyof typeof failures): void => {
    const error = failures[port];
    delete failures[port];
    if (error !== undefined) throw error;
  };
  let attempts = 0;
  const clock = { now: () => Date.parse('2026-03-02T09:00:05Z') };
  const bus = {
    put: async (put: readonly OutgoingEvent[]) => {
      throwOnce('bus');
      events.push(...put);
    },
  };
  const email = {
    send: async (mail: Email) => {
      throwOnce('email');
      emails.push(mail);
      return { messageId: `mail-${emails.length}` };
    },
  };
  const http = {
    call: async (request: HttpRequest) => {
      requests.push(request);
      return given.answer?.(request) ?? { status: 200, headers: {}, body: '' };
    },
  };
  const secrets = {
    get: async (name: string) => {
      const value = given.secrets?.[name];
      if (value === undefined) throw notFound({ code: 'secret_missing', message: `no ${name}`, resolution: 'Add it.' });
      return value;
    },
  };
  const messages = { get: async (id: string) => given.messages?.find((message) => message.id === id) };
  const publish = createPublishEvents({ bus, clock, hash: sha256, events: catalogue.events });
  const records = { records: memory.store, publish, hash: sha256, types: catalogue.records };
  const teams = new Map([['support', ['a@example.com', 'b@example.com']]]);
  const settings = { from: 'Shop <shop@example.com>', ...given.settings };
  const store = {
    put: async (decision: PromotionDecision) => void promotions.push(decision),
    list: async () => promotions,
  };
  const actions: Actions = {
    ...emailActions({ email, messages, settings }),
    ...httpActions({ http, secrets, signWebhook, clock, hash: sha256 }),
    ...recordsActions(records),
    ...conversationActions({ conversations: createBusChannel(bus), hash: sha256 }),
    ...promotionActions({ promotions: store, hash: sha256 }),
    ...notifyActions({ email, http, secrets, teams, from: 'Signalbox <bot@example.com>' }),
    ...eventActions({ publish }),
    ...given.more,
  };
  const ledger: EffectLedger = {
    ...effects.ledger,
    finish: async (key, outcome) => {
      throwOnce('finish');
      return effects.ledger.finish(key, outcome);
    },
  };
  const ports = {
    records: memory.store,
    effects: ledger,
    clock,
    ids: { ulid: () => `attempt-${++attempts}` },
    holding: { whyHeld: async () => given.held },
    zone: 'UTC',
  };
  return {
    run: createActionHandler({ actions, types: catalogue.actions, ports }),
    records: memory.records,
    reads: memory.reads,
    effects: effects.states,
    events,
    emails,
    requests,
    promotions,
    failures,
    ports,
  };
}

/** What a task failed with: `name code: text`. */
export async function failureOf(task: Promise<unknown>): Promise<string> {
  try {
    return `no failure, but ${JSON.stringify(await task)}`;
  } catch (error) {
    return error instanceof Error ? `${error.name} ${error.message}` : String(error);
  }
}
