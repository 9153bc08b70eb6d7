import { createCountedIds } from '../../../lib/local/counted-ids.ts';
import { createEmbeddedEngine } from '../../../lib/local/engine/embedded-engine.ts';
import { publishWorkspace } from '../../../lib/local/engine/publish-workspace.ts';
import { passTime } from '../../../lib/local/engine/virtual-engine.ts';
import { createVirtualTimeline } from '../../../lib/local/engine/virtual-timeline.ts';
import { createLocalApi } from '../../../lib/local/http/create-local-api.ts';
import { createOutboxEmailSender } from '../../../lib/local/outbox/outbox-email-sender.ts';
import { createSqliteOutbox } from '../../../lib/local/outbox/sqlite-outbox.ts';
import { createSqlitePromotionStore } from '../../../lib/local/outbox/sqlite-promotion-store.ts';
import { IN_MEMORY, openDatabase } from '../../../lib/local/sqlite/open-database.ts';
import type { HttpCaller } from '../../../lib/ports/http-caller.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import type { Catalogue } from '../../../lib/workflow/catalogue/catalogue.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';
import { createFixedLibrary } from '../../support/template-texts.ts';

/** When everything begins: Monday, 2 March 2026, 09:00 UTC. */
const START = Date.UTC(2026, 2, 2, 9);

/** An answer, read. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as they come.
  readonly body: any;
  readonly headers: Headers;
}

/** The API of an engine in memory and on virtual time, with workflows as texts by id. */
export async function createApiWorld(
  texts: Readonly<Record<string, string>> = {},
  http: HttpCaller = { call: async () => ({ status: 200, headers: {}, body: '{}' }) },
  names: Partial<Catalogue> = {},
) {
  const database = openDatabase(IN_MEMORY);
  const timeline = createVirtualTimeline(START);
  const ids = createCountedIds();
  const outbox = createSqliteOutbox(database.sql);
  const teams = new Map([['support', ['cid@example.com', 'Ana@example.com']]]);
  const catalogue = { ...builtInCatalogue(), consents: new Set(['marketing']), teams, ...names };
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  const engine = createEmbeddedEngine({
    ...{ database, timeline, ids, catalogue, onFailure },
    random: () => 0.5,
    promotions: createSqlitePromotionStore(database.sql),
    email: createOutboxEmailSender({ outbox, clock: timeline, ids }),
    http,
    secrets: { get: async (name) => name },
    messages: { get: async () => undefined },
    from: 'Signalbox <signalbox@example.com>',
    ownActions: {},
    publicUrl: () => 'http://127.0.0.1:4400',
  });
  const workflows = Object.entries(texts).map(([id, text]) => ({
    ...loadWorkflow({ text, catalogue }),
    ...{ id, text, file: `${id}.workflow.yaml` },
  }));
  const messages = new Map();
  const published = await publishWorkspace(engine, {
    folder: '.',
    catalogue,
    workflows,
    messages,
    tests: [],
    issues: [],
    files: [],
  });
  const refused = published.filter(({ kind }) => kind !== 'live');
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  engine.resume();
  const app = createLocalApi({
    ...{ engine, catalogue, outbox, onFailure },
    ...{ messages: new Map(), templates: createFixedLibrary() },
  });
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> => {
    const response = await app.request(`http://127.0.0.1:4400${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  return {
    ...{ app, engine, outbox, timeline, failures, call },
    /** Everything that is due within so many milliseconds. */
    pass: (milliseconds = 0) => passTime(engine, timeline, timeline.now() + milliseconds),
  };
}
