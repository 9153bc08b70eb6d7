import type { CompiledWorkflow } from '../../lib/compiler/compiled-workflow.ts';
import { createApprovalLinks } from '../../lib/engine/approvals/approval-links.ts';
import { createTellApprovers } from '../../lib/engine/approvals/tell-approvers.ts';
import { createHolds } from '../../lib/engine/conditions/holds.ts';
import { createLiveWorkflows } from '../../lib/engine/workflows/live-workflows.ts';
import { createStores } from '../../lib/local/sqlite/create-stores.ts';
import { IN_MEMORY, openDatabase } from '../../lib/local/sqlite/open-database.ts';
import { sha256 } from '../../lib/node/sha256.ts';
import { signText } from '../../lib/node/sign-text.ts';
import type { OutgoingEvent } from '../../lib/ports/bus.ts';
import type { Email } from '../../lib/ports/email-sender.ts';
import type { LiveState } from '../../lib/ports/live-state-store.ts';
import { builtInCatalogue } from '../../lib/workflow/catalogue/built-in.ts';
import type { Catalogue } from '../../lib/workflow/catalogue/catalogue.ts';
import { createFakeExecutions } from './fake-executions.ts';
import { createFakeMachines } from './fake-machines.ts';
import { createFakeScheduler } from './fake-scheduler.ts';
import { createFakeTaskTokens } from './fake-task-tokens.ts';
import { makeDraft, makeManifest } from './make-version.ts';
import { createSettableClock } from './settable-clock.ts';

/** Everything that use cases need, on real stores in memory and executions that do as they are told. */
export type EngineWorld = ReturnType<typeof createEngineWorld>;

/** A world of its own; nothing in it is live yet. */
export function createEngineWorld(overrides: Partial<Catalogue> = {}) {
  const catalogue: Catalogue = { ...builtInCatalogue(), ...overrides };
  const { events, calendars, zone, teams } = catalogue;
  const clock = createSettableClock();
  const stores = createStores(openDatabase(IN_MEMORY));
  const executions = createFakeExecutions(clock);
  const machines = createFakeMachines();
  const tokens = createFakeTaskTokens();
  const put: OutgoingEvent[] = [];
  const subscribed = new Set<string>();
  let count = 0;
  const ids = {
    ulid: () => `id-${++count}`,
    secret: () => `secret-${++count}`,
  };
  const bus = {
    put: async (outgoing: readonly OutgoingEvent[]) => {
      put.push(...outgoing);
    },
    subscribe: async ({ name }: { readonly name: string }) => {
      subscribed.add(name);
    },
  };
  const scheduler = createFakeScheduler();
  const mails: Email[] = [];
  const email = {
    send: async (mail: Email) => {
      mails.push(mail);
      return { messageId: `mail-${mails.length}` };
    },
  };
  const links = createApprovalLinks({ linkKey: async () => 'link-key', sign: signText, hash: sha256 });
  const from = 'Signalbox <signalbox@example.com>';
  const publicUrl = () => 'https://signalbox.example.com';
  const told = { effects: stores.effects, ids, email, from, links, publicUrl, teams, clock, hash: sha256 };
  const tell = createTellApprovers(told);
  const live = createLiveWorkflows({ ...stores, clock, refreshSeconds: 5 });
  /** Publishes and activates a version of this manifest. */
  const activate = async (manifest: Partial<CompiledWorkflow> = {}): Promise<CompiledWorkflow> => {
    const compiled = makeManifest(manifest);
    const { version } = await stores.workflows.putVersion(makeDraft(compiled));
    const current = await stores.liveStates.get(compiled.workflow);
    const covered = [...new Set([...(current?.covered ?? []), version.version])];
    const state: LiveState = {
      workflow: compiled.workflow,
      revision: (current?.revision ?? 0) + 1,
      name: compiled.name,
      origin: 'api',
      enabled: true,
      archived: false,
      active: version.version,
      covered,
      events: [],
      changedAt: clock.iso(),
      changedBy: 'ana@example.com',
    };
    await stores.liveStates.put(state);
    clock.advance(5);
    return compiled;
  };
  const policy = { keepRunSeconds: 86_400, keepSkippedSeconds: 3600, keepSignalSeconds: 86_400, graceSeconds: 60 };
  const asking = { scheduler, links, tell, email, from, publicUrl, mails };
  const deps = {
    ...stores,
    executions,
    machines,
    tokens,
    bus,
    ids,
    live,
    clock,
    catalogue,
    hash: sha256,
    ...policy,
    ...asking,
  };
  const holds = createHolds(catalogue);
  const functionArn = (family: string) => `signalbox-${family}`;
  return { ...deps, holds, events, calendars, zone, teams, functionArn, activate, put, subscribed };
}
