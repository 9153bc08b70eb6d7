import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import type { EmbeddedConfig } from '../../config/embedded-config.ts';
import { fault } from '../../errors/app-error.ts';
import { createGuardedHttpCaller } from '../../node/guarded-http-caller.ts';
import { createRandomIds } from '../../node/random-ids.ts';
import { createSmtpEmailSender } from '../../node/smtp-email-sender.ts';
import { createLocalApi } from '../http/create-local-api.ts';
import { createLocalLinkKey } from '../link-key.ts';
import { createLocalSecrets } from '../local-secrets.ts';
import { createOutboxEmailSender } from '../outbox/outbox-email-sender.ts';
import { createSqliteOutbox } from '../outbox/sqlite-outbox.ts';
import { createSqlitePromotionStore } from '../outbox/sqlite-promotion-store.ts';
import { IN_MEMORY, openDatabase } from '../sqlite/open-database.ts';
import { createFolderLibrary } from '../workspace/folder-library.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import { createEmbeddedEngine, type EmbeddedEngine } from './embedded-engine.ts';
import { type PublishedFile, publishWorkspace } from './publish-workspace.ts';
import { startSweeping } from './sweeper.ts';
import { createWallTimeline } from './timeline.ts';

/** How a live engine is started. */
export interface StartEngineOptions {
  readonly workspace: Workspace;
  readonly config: EmbeddedConfig;
  /** Folder of templates for workspaces without a folder `templates` of their own. */
  readonly templates?: string;
  /** Told of errors that no caller is there to hear. */
  readonly onFailure: (error: unknown) => void;
}

/** A live engine. */
export interface StartedEngine {
  readonly engine: EmbeddedEngine;
  readonly url: string;
  readonly published: readonly PublishedFile[];
  /** How many executions were taken up where they stood. */
  readonly resumed: number;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the embedded engine with a folder's workflows: live, durable, on loopback.
 *
 * @throws AppError SB80x when its data cannot be opened or its port is taken
 */
export async function startEngine(options: StartEngineOptions): Promise<StartedEngine> {
  const { workspace, config, onFailure } = options;
  const database = openDatabase(config.folder === undefined ? IN_MEMORY : join(config.folder, 'engine.db'));
  const timeline = createWallTimeline();
  const ids = createRandomIds(timeline);
  const outbox = createSqliteOutbox(database.sql);
  const kept = createOutboxEmailSender({ outbox, clock: timeline, ids });
  let url: string | undefined;
  const engine = createEmbeddedEngine({
    database,
    timeline,
    ids,
    onFailure,
    catalogue: workspace.catalogue,
    promotions: createSqlitePromotionStore(database.sql),
    email: config.smtp === undefined ? kept : createSmtpEmailSender(config.smtp),
    http: createGuardedHttpCaller({ allowOrigins: config.allowOrigins }),
    secrets: createLocalSecrets(join(config.folder ?? '.signalbox', 'secrets.json')),
    messages: { get: async (id) => workspace.messages.get(id) },
    from: config.from,
    publicUrl: () => config.publicUrl ?? url,
    ...(config.folder === undefined ? {} : { linkKey: createLocalLinkKey(join(config.folder, 'link-key')) }),
    ownActions: {},
  });
  const published = await publishWorkspace(engine, workspace);
  const { catalogue, folder, messages } = workspace;
  const templates = createFolderLibrary(join(folder, 'templates'), ...(options.templates ? [options.templates] : []));
  const server = createAdaptorServer(createLocalApi({ engine, catalogue, messages, outbox, templates, onFailure }));
  const port = await listen(server, config.port);
  // What is taken up may send mails with links, so where it listens comes first.
  url = `http://127.0.0.1:${port}`;
  const resumed = engine.resume();
  startSweeping(engine, database);
  return {
    engine,
    url,
    published,
    resumed,
    stop: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        if ('closeAllConnections' in server) {
          server.closeAllConnections();
        }
      });
      await engine.close();
    },
  };
}

/** On loopback alone: who can reach this port may start runs and read what they did. */
function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        fault({
          code: 'SB806',
          message: `The engine cannot listen on 127.0.0.1:${port}: ${cause.code ?? cause.message}.`,
          resolution: 'Stop what listens there, or choose another port with --port.',
          cause,
        }),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
