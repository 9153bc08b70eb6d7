import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReconcileRuns } from '../../lib/engine/reconcile-runs.ts';
import { createRecordStatus } from '../../lib/engine/record-status.ts';
import { baseOf } from '../../lib/engine/runs/apply-status.ts';
import { changeRun } from '../../lib/engine/runs/change-run.ts';
import { withoutWaits, withWait } from '../../lib/engine/runs/run-waits.ts';
import type { ExecutionDescription } from '../../lib/ports/executions.ts';
import type { Run } from '../../lib/ports/run.ts';
import { createEngineWorld, type EngineWorld } from '../support/engine-world.ts';
import { makePendingRun, makePutRequest } from '../support/make-run.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString();

type End = 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What really happens to an execution: it runs, ends, and is redriven a few times. */
const life = fc.record({
  ends: fc.array(fc.constantFrom<End>('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'), { maxLength: 3 }),
  stillRuns: fc.boolean(),
});

function truthOf({ ends, stillRuns }: { readonly ends: readonly End[]; readonly stillRuns: boolean }) {
  const startedAt = at(0);
  const events: ExecutionDescription[] = ends.flatMap((status, redrives) => [
    { status: 'RUNNING' as const, startedAt, redrives },
    { status, startedAt, endedAt: at(redrives + 1), redrives, error: 'X', cause: 'y', output: { outcome: 'done' } },
  ]);
  return stillRuns || events.length === 0
    ? [...events, { status: 'RUNNING' as const, startedAt, redrives: ends.length }]
    : events;
}

const STATUS = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'failed',
  ABORTED: 'stopped',
  RUNNING: 'running',
} as const;

type Step =
  | { readonly kind: 'hint'; readonly index: number }
  | { readonly kind: 'wait' | 'wake'; readonly key: string }
  | { readonly kind: 'convert' };

/** Any order, repetitions and losses of the events, with waits that begin and end in between. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('hint' as const), index: fc.nat(7) }),
    fc.record({ kind: fc.constantFrom('wait' as const, 'wake' as const), key: fc.constantFrom('a', 'b') }),
    fc.record({ kind: fc.constant('convert' as const) }),
  ),
  { maxLength: 25 },
);

async function play(world: EngineWorld, id: string, truth: readonly ExecutionDescription[], played: readonly Step[]) {
  const record = createRecordStatus(world);
  for (const step of played) {
    if (step.kind === 'hint') {
      const hint = truth[step.index % truth.length];
      if (hint !== undefined) await record({ name: id, ...hint });
    } else if (step.kind === 'convert') {
      await changeRun(world.runs, id, (run) =>
        run.convertedAt === undefined ? { ...run, ...baseOf(run), convertedAt: at(1) } : undefined,
      );
    } else if (step.kind === 'wait') {
      await changeRun(world.runs, id, (run) => withWait(run, { key: step.key, until: at(5) }, at(0)));
    } else {
      await changeRun(world.runs, id, (run) => withoutWaits(run, ({ key }) => key === step.key));
    }
  }
}

function countsOf(runs: readonly Run[]) {
  const open = ['pending', 'running', 'waiting', 'paused', 'stop-requested'];
  const count = (...statuses: string[]) => runs.filter(({ status }) => statuses.includes(status)).length;
  return {
    started: runs.length,
    open: count(...open),
    waiting: count('waiting'),
    succeeded: count('succeeded'),
    failed: count('failed'),
    stopped: count('stopped'),
    exited: count('exited'),
  };
}

/** Numbers of some runs, as a version counts them. */
function armCountsOf(runs: readonly Run[]) {
  const { waiting: _, ...counts } = countsOf(runs);
  return { ...counts, converted: runs.filter(({ convertedAt }) => convertedAt !== undefined).length };
}

/** The same numbers by arm and by variant. */
function versionCountsOf(runs: readonly Run[]) {
  const drew = (variant: string) => runs.filter(({ variants }) => variants?.test === variant);
  const drawn = new Set(runs.flatMap(({ variants }) => variants?.test ?? []));
  return {
    control: armCountsOf(runs.filter(({ arm }) => arm === 'control')),
    treatment: armCountsOf(runs.filter(({ arm }) => arm === 'treatment')),
    variants:
      drawn.size === 0
        ? {}
        : { test: Object.fromEntries([...drawn].map((variant) => [variant, armCountsOf(drew(variant))])) },
  };
}

/** Where a run counts: its arm, and what its experiment drew, if there is one. */
const place = fc.record(
  {
    arm: fc.constantFrom('control' as const, 'treatment' as const),
    variants: fc.constantFrom({ test: 'gift' }, { test: 'hold_out' }),
  },
  { requiredKeys: ['arm'] },
);

test('R1 whatever order, loss or repetition of status events: after a sweep the records are true, and counters exact', async () => {
  const world = createEngineWorld();
  const workflow = 'converging';
  const stored = async () => {
    const ids: Run[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: { items: readonly Run[]; next?: string } = await world.runIndex.list(
        { workflow },
        { limit: 100, ...(cursor === '' ? {} : { cursor }) },
      );
      ids.push(...page.items);
      cursor = page.next;
    }
    return ids;
  };
  const descriptions = new Map<string, ExecutionDescription>();
  const executions = {
    describe: async ({ name }: { readonly name: string }) => descriptions.get(name),
    listRunning: async () => ({
      items: [...descriptions].filter(([, { status }]) => status === 'RUNNING').map(([name]) => name),
    }),
  };
  // Time-outs of all waits have passed.
  world.clock.set(at(10));
  await fc.assert(
    fc.asyncProperty(life, steps, place, async (given, played, where) => {
      const run = makePendingRun({ workflow, ...where });
      await world.runs.putPending(makePutRequest(run));
      const truth = truthOf(given);
      const last = truth.at(-1);
      if (last !== undefined) descriptions.set(run.id, last);
      // A redrive that begins and ends between two sweeps shows in no list: one of its events has to be heard.
      const heard = truth.flatMap(({ redrives }, index): Step[] => (redrives > 0 ? [{ kind: 'hint', index }] : []));
      await play(world, run.id, truth, [...heard.slice(-1), ...played]);
      const before = await stored();
      expect(await world.runIndex.counts(workflow)).toMatchObject(countsOf(before));
      expect(await world.runIndex.versionCounts(workflow, 1)).toEqual(versionCountsOf(before));
      // The minute's sweep finds pending runs; here it has found that this one had started.
      const first = truth[0];
      if (first !== undefined) await createRecordStatus(world)({ name: run.id, ...first });
      await createReconcileRuns({ ...world, executions })();
      expect(await world.runs.get(run.id)).toMatchObject({ status: STATUS[last?.status ?? 'RUNNING'] });
      const after = await stored();
      expect(await world.runIndex.counts(workflow)).toMatchObject(countsOf(after));
      expect(await world.runIndex.versionCounts(workflow, 1)).toEqual(versionCountsOf(after));
    }),
    { numRuns: 150 },
  );
});
