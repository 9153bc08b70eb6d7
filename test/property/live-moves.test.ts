import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createArchiveWorkflow } from '../../lib/engine/archive-workflow.ts';
import { createChangeLive } from '../../lib/engine/change-live.ts';
import type { DesiredLive } from '../../lib/engine/workflows/live-moves.ts';
import { AppError } from '../../lib/errors/app-error.ts';
import type { LiveState } from '../../lib/ports/live-state-store.ts';
import { createEngineWorld } from '../support/engine-world.ts';
import { storeVersion } from '../support/stored-version.ts';

const by = 'ana@example.com';

/** One thing that a person may ask for. */
type Move =
  | { readonly ask: 'activate' | 'promote'; readonly version: number }
  | { readonly ask: 'stage'; readonly version: number; readonly percent: number }
  | { readonly ask: 'revert' | 'enable' }
  | { readonly ask: 'archive' }
  | { readonly ask: 'disable'; readonly inFlight: NonNullable<LiveState['inFlight']> };

/** All that a workflow's state is about, as the reference keeps it. */
interface Model {
  readonly active?: number;
  readonly staged?: { readonly version: number; readonly percent: number };
  readonly mode: 'on' | 'archived' | NonNullable<LiveState['inFlight']>;
}

/**
 * The reference: a table of what each move makes of a state. `undefined`: the move is not allowed. It is written from
 * the product's words, and knows nothing of how the engine finds its way.
 */
function expected(model: Model, move: Move): Model | undefined {
  const { active, staged, mode } = model;
  const unstaged = { mode, ...(active === undefined ? {} : { active }) };
  const only = (state: Model): Model | undefined => (mode === 'archived' ? undefined : state);
  switch (move.ask) {
    case 'activate':
      if (move.version === active) return model;
      return staged === undefined || staged.version === move.version ? only({ mode, active: move.version }) : undefined;
    case 'promote':
      if (staged?.version === move.version) return only({ mode, active: move.version });
      return staged === undefined && active === move.version ? model : undefined;
    case 'stage': {
      const { version, percent } = move;
      if (active === undefined || active === version || (staged && staged.version !== version)) return undefined;
      return staged?.percent === percent ? model : only({ mode, active, staged: { version, percent } });
    }
    case 'revert':
      return staged === undefined ? model : only(unstaged);
    case 'enable':
      return active === undefined ? undefined : { ...model, mode: 'on' };
    case 'disable':
      return mode === 'archived' ? model : { ...model, mode: move.inFlight };
    case 'archive':
      return { ...model, mode: 'archived' };
  }
}

function desired(move: Exclude<Move, { readonly ask: 'archive' }>): DesiredLive {
  switch (move.ask) {
    case 'activate':
      return { version: move.version };
    case 'promote':
      return { rollout: { version: move.version, percent: 100 } };
    case 'stage':
      return { rollout: { version: move.version, percent: move.percent } };
    case 'revert':
      return { rollout: null };
    case 'enable':
      return { enabled: true };
    case 'disable':
      return { enabled: false, inFlight: move.inFlight };
  }
}

function modelOf({ active, rollout, enabled, archived, inFlight }: LiveState): Model {
  return {
    mode: enabled ? 'on' : archived ? 'archived' : (inFlight ?? 'finish'),
    ...(active === undefined ? {} : { active }),
    ...(rollout === undefined ? {} : { staged: { version: rollout.version, percent: rollout.percent } }),
  };
}

const version = fc.integer({ min: 1, max: 3 });
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ ask: fc.constantFrom('activate' as const, 'promote' as const), version }),
  fc.record({ ask: fc.constant('stage' as const), version, percent: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ ask: fc.constantFrom('revert' as const, 'enable' as const) }),
  fc.record({ ask: fc.constant('archive' as const) }),
  fc.record({
    ask: fc.constant('disable' as const),
    inFlight: fc.constantFrom('finish' as const, 'hold' as const, 'stop' as const),
  }),
);

/** What must be true of every state, however it was come by. */
function expectSound(live: LiveState, before: LiveState): void {
  const { active, rollout, enabled, archived, covered } = live;
  expect(enabled && (archived || active === undefined)).toBe(false);
  expect(enabled && live.inFlight !== undefined).toBe(false);
  for (const one of [active, rollout?.version]) if (one !== undefined) expect(covered).toContain(one);
  expect(covered).toEqual(expect.arrayContaining([...before.covered]));
  if (rollout === undefined) return;
  expect(rollout.version).not.toBe(active);
  expect(rollout.percent).toBeGreaterThanOrEqual(1);
  expect(rollout.percent).toBeLessThanOrEqual(99);
  if (before.rollout?.version === rollout.version) expect(rollout.salt).toBe(before.rollout.salt);
}

test('V2 V4 any sequence of moves leads where the reference says, or is refused and changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 12 }), async (moves) => {
      const world = createEngineWorld();
      const { workflow } = await storeVersion(world);
      for (const name of ['second', 'third']) await storeVersion(world, { workflow, name });
      const change = createChangeLive(world);
      const archive = createArchiveWorkflow(world);
      let model: Model = { mode: 'finish' };
      let stored = await world.liveStates.get(workflow);
      for (const one of moves) {
        const before = stored;
        const next = expected(model, one);
        const entries = (await world.audit.list({ workflow }, { limit: 100 })).items.length;
        const made =
          one.ask === 'archive' ? archive({ workflow, origin: 'api', by }) : change({ workflow, ...desired(one), by });
        if (next === undefined) {
          await expect(made).rejects.toSatisfy(
            (error) =>
              error instanceof AppError && error.kind === 'conflict' && /^Allowed now: /.test(error.resolution ?? ''),
          );
        } else {
          await made;
        }
        stored = await world.liveStates.get(workflow);
        if (stored === undefined || before === undefined) throw new Error('The workflow is gone');
        model = next ?? model;
        expect(modelOf(stored)).toEqual(model);
        expectSound(stored, before);
        const written = (await world.audit.list({ workflow }, { limit: 100 })).items.length - entries;
        expect(written > 0).toBe(stored.revision > before.revision);
      }
    }),
    { numRuns: 300 },
  );
});

test('V1 of two people who saw the same state, one changes it', async () => {
  await fc.assert(
    fc.asyncProperty(move, move, async (one, other) => {
      fc.pre(one.ask !== 'archive' && other.ask !== 'archive');
      const world = createEngineWorld();
      const { workflow } = await world.activate();
      for (const name of ['second', 'third']) await storeVersion(world, { workflow, name });
      const change = createChangeLive(world);
      const before = await world.liveStates.get(workflow);
      const ask = (wanted: Move) =>
        wanted.ask === 'archive'
          ? Promise.reject(new Error('filtered'))
          : change({ workflow, ...desired(wanted), by, revision: before?.revision });
      await Promise.allSettled([ask(one), ask(other)]);
      const after = await world.liveStates.get(workflow);
      expect(Number(after?.revision) - Number(before?.revision)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});
