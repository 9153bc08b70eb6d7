import { fault } from '../../errors/app-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LiveState, LiveStateStore, Rollout } from '../../ports/live-state-store.ts';
import type { Run } from '../../ports/run.ts';
import type { VersionManifest, WorkflowStore } from '../../ports/workflow-store.ts';
import type { Trigger } from '../../workflow/graph/graph.ts';

/** The manifest of a version, and what its executions are started with. */
export type KnownVersion = Pick<VersionManifest, 'compiled' | 'machineRef' | 'version' | 'workflow'>;

type EventTrigger = Extract<Trigger, { readonly kind: 'event' }>;

/** A version that an event triggers. */
export interface TriggeredVersion {
  readonly known: KnownVersion;
  readonly trigger: EventTrigger;
  readonly arm: Run['arm'];
  /** How new runs are shared with the other arm; absent: there is no other. */
  readonly split?: Split;
}

/** How a rollout shares new runs. */
export interface Split extends Pick<Rollout, 'salt' | 'percent'> {
  /** Where the event names who is drawn for: the same for both arms, so that exactly one of them is picked. */
  readonly contact?: EventTrigger['contact'];
}

/** The live workflows as of the last refresh. */
export interface LiveIndex {
  /** Active and staged versions of enabled workflows, by the event that triggers them. */
  readonly triggeredBy: ReadonlyMap<string, readonly TriggeredVersion[]>;
  /** Events that a version which is live, or may have open runs, waits for; and goals that may still be reached. */
  readonly awaited: ReadonlySet<string>;
}

/** Live workflows in memory: reading them costs a call once per refresh, and one per version never seen before. */
export interface LiveWorkflows {
  index(): Promise<LiveIndex>;
  /** A version, from memory once it was read: versions are immutable. */
  version(workflow: string, version: number): Promise<KnownVersion>;
}

/** What live workflows are read from. */
export interface LiveWorkflowsDeps {
  readonly workflows: Pick<WorkflowStore, 'getManifest'>;
  readonly liveStates: Pick<LiveStateStore, 'list'>;
  readonly clock: Clock;
  /** The longest that a change of status takes to be seen. */
  readonly refreshSeconds: number;
}

/** Keep one for the life of the process. */
export function createLiveWorkflows(deps: LiveWorkflowsDeps): LiveWorkflows {
  const versions = new Map<string, Promise<KnownVersion>>();
  let current: { readonly at: number; readonly index: Promise<LiveIndex> } | undefined;

  const version = (workflow: string, number: number): Promise<KnownVersion> => {
    const key = `${workflow}@${number}`;
    const known = versions.get(key) ?? readVersion(deps, workflow, number);
    versions.set(key, known);
    // What could not be read is read again by the next who asks.
    known.catch(() => versions.delete(key));
    return known;
  };
  return {
    version,
    index: () => {
      const now = deps.clock.now();
      if (current === undefined || now - current.at >= deps.refreshSeconds * 1000) {
        const index = readIndex(deps, version);
        current = { at: now, index };
        index.catch(() => {
          current = undefined;
        });
      }
      return current.index;
    },
  };
}

async function readVersion({ workflows }: LiveWorkflowsDeps, workflow: string, version: number): Promise<KnownVersion> {
  const manifest = await workflows.getManifest(workflow, version);
  if (manifest === undefined) {
    throw fault({ code: 'SB643', message: `Version ${version} of ${workflow} is live, but it is not stored.` });
  }
  return manifest;
}

async function readIndex(deps: LiveWorkflowsDeps, version: LiveWorkflows['version']): Promise<LiveIndex> {
  const states = await deps.liveStates.list();
  const [live, covered] = await Promise.all([
    Promise.all(states.map((state) => triggered(state, version))),
    Promise.all(states.flatMap((state) => state.covered.map((number) => version(state.workflow, number)))),
  ]);
  const idle = await Promise.all(states.map((state) => lateEvents(deps, state, version)));
  const triggeredBy = new Map<string, TriggeredVersion[]>();
  for (const one of live.flat()) {
    const others = triggeredBy.get(one.trigger.event) ?? [];
    others.push(one);
    triggeredBy.set(one.trigger.event, others);
  }
  const awaited = covered.flatMap(({ compiled }) => compiled.awaitedEvents);
  return { triggeredBy, awaited: new Set([...awaited, ...idle.flat()]) };
}

/**
 * A run may start while the hourly sweep looks for open ones, and its version be given up for idle: until the next sweep
 * has surely found it, nothing that it awaits is missed.
 */
const UNSURE_MILLISECONDS = 2 * 60 * 60 * 1000;

/** What versions without open runs wait for: at first everything, then goals that their last runs may still reach. */
async function lateEvents(
  { clock }: LiveWorkflowsDeps,
  { workflow, idleSince = {} }: LiveState,
  version: LiveWorkflows['version'],
): Promise<readonly string[]> {
  const known = await Promise.all(
    Object.entries(idleSince).map(async ([number, since]) => {
      const { goal, awaitedEvents } = (await version(workflow, Number(number))).compiled;
      const elapsed = clock.now() - Date.parse(since);
      if (elapsed < UNSURE_MILLISECONDS) {
        return awaitedEvents;
      }
      return goal !== undefined && elapsed < (goal.withinSeconds ?? 0) * 1000 ? [goal.event] : [];
    }),
  );
  return known.flat();
}

/** What events trigger of a workflow: its active version, and the one that is staged beside it. */
async function triggered(
  { workflow, enabled, archived, active, rollout }: LiveState,
  version: LiveWorkflows['version'],
): Promise<readonly TriggeredVersion[]> {
  if (!enabled || archived || active === undefined) {
    return [];
  }
  const control = await version(workflow, active);
  if (rollout === undefined) {
    return onEvents(control, 'control');
  }
  const { salt, percent } = rollout;
  const arms = [...onEvents(control, 'control'), ...onEvents(await version(workflow, rollout.version), 'treatment')];
  // Of two on the same event the control says who is drawn for, as it did before the rollout.
  const contacts = new Map(arms.toReversed().map(({ trigger: { event, contact } }) => [event, contact]));
  return arms.map((one) => {
    const contact = contacts.get(one.trigger.event);
    return { ...one, split: { salt, percent, ...(contact === undefined ? {} : { contact }) } };
  });
}

function onEvents(known: KnownVersion, arm: Run['arm']): readonly TriggeredVersion[] {
  const { trigger } = known.compiled;
  return trigger.kind === 'event' ? [{ known, trigger, arm }] : [];
}
