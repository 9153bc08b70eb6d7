import type { CompiledExperiment } from '../compiler/compiled-workflow.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveState, LiveStateStore, Rollout } from '../ports/live-state-store.ts';
import type { RunCounts, RunIndex, VersionCounts } from '../ports/run-store.ts';
import type { WorkflowStore } from '../ports/workflow-store.ts';
import { armCounts } from './runs/version-counts.ts';
import { versionNotFound } from './show-workflow.ts';
import { type ArmResult, armResult, armsSince } from './statistics/arm-rates.ts';
import { checkSampleRatio, type SampleRatio } from './statistics/check-sample-ratio.ts';
import {
  brokenSplit,
  compareSides,
  peeking,
  type SideComparison,
  type StatisticsWarning,
} from './statistics/compare-sides.ts';
import { findLiveState } from './workflows/find-live-state.ts';

/** What reading statistics needs. */
export interface ReadStatisticsDeps {
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly workflows: Pick<WorkflowStore, 'getManifest'>;
  readonly runIndex: Pick<RunIndex, 'counts' | 'versionCounts'>;
  readonly clock: Clock;
}

/** What a workflow's runs came to. */
export interface WorkflowStatistics {
  readonly workflow: string;
  /** When the numbers were read, ISO 8601. */
  readonly at: string;
  /** All runs of all versions. */
  readonly counts: RunCounts;
  /** The version that `arms` and `experiments` are of. */
  readonly version?: number;
  readonly arms?: { readonly control: ArmResult; readonly treatment: ArmResult };
  readonly rollout?: RolloutStatistics;
  readonly experiments: readonly ExperimentStatistics[];
}

/** The arms of a rollout that is under way, counted since it began. */
export interface RolloutStatistics extends SideComparison {
  readonly controlVersion: number;
  readonly treatmentVersion: number;
  readonly percent: number;
  readonly startedAt: string;
  readonly control: ArmResult;
  readonly treatment: ArmResult;
  /** Whether runs were shared as asked, since the percentage was last set; absent until there are any. */
  readonly sampleRatio?: SampleRatio;
  readonly warnings: readonly StatisticsWarning[];
}

/** The variants of an experiment. The first, or the hold-out where there is one, is what the others are held against. */
export interface ExperimentStatistics {
  readonly step: string;
  readonly comparedWith: string;
  readonly variants: readonly VariantStatistics[];
  readonly sampleRatio?: SampleRatio;
  readonly warnings: readonly StatisticsWarning[];
}

export interface VariantStatistics extends ArmResult, SideComparison {
  readonly variant: string;
  /** 0 to 1: the part of the runs that it was to get. */
  readonly share: number;
}

const HOLD_OUT = 'hold_out';

/**
 * What the runs of a workflow came to: in all, by the arms of its rollout, and by the variants of one version's
 * experiments (the active version's by default).
 *
 * @throws AppError SB601 no such workflow · SB602 no such version
 */
export function createReadStatistics(
  deps: ReadStatisticsDeps,
): (request: { readonly workflow: string; readonly version?: number | undefined }) => Promise<WorkflowStatistics> {
  return async ({ workflow, version: asked }) => {
    const live = await findLiveState(deps.liveStates, workflow);
    const version = asked ?? live.active;
    const [counts, rollout, ofVersion] = await Promise.all([
      deps.runIndex.counts(workflow),
      readRollout(deps, live),
      version === undefined ? undefined : readVersion(deps, workflow, version),
    ]);
    return {
      workflow,
      at: new Date(deps.clock.now()).toISOString(),
      counts,
      ...(rollout === undefined ? {} : { rollout }),
      ...(ofVersion ?? { experiments: [] }),
    };
  };
}

async function readVersion({ workflows, runIndex }: ReadStatisticsDeps, workflow: string, version: number) {
  const [manifest, counted] = await Promise.all([
    workflows.getManifest(workflow, version),
    runIndex.versionCounts(workflow, version),
  ]);
  if (manifest === undefined) {
    throw versionNotFound(workflow, version);
  }
  const arms = { control: armResult(counted.control), treatment: armResult(counted.treatment) };
  const experiments = manifest.compiled.experiments.map((experiment) => readExperiment(experiment, counted));
  return { version, arms, experiments };
}

async function readRollout(
  { runIndex }: ReadStatisticsDeps,
  { workflow, active, rollout }: LiveState,
): Promise<RolloutStatistics | undefined> {
  if (rollout === undefined || active === undefined) {
    return undefined;
  }
  const [{ control }, { treatment }] = await Promise.all([
    runIndex.versionCounts(workflow, active),
    runIndex.versionCounts(workflow, rollout.version),
  ]);
  const now = { control, treatment };
  const since = armsSince(now, rollout.baseline);
  const sampleRatio = ratioOf(rollout, armsSince(now, rollout.shared));
  return {
    controlVersion: active,
    treatmentVersion: rollout.version,
    ...{ percent: rollout.percent, startedAt: rollout.startedAt },
    control: armResult(since.control),
    treatment: armResult(since.treatment),
    ...compareSides(since.control, since.treatment),
    ...(sampleRatio === undefined ? {} : { sampleRatio }),
    warnings: [
      ...(sampleRatio?.mismatch ? [brokenSplit(sampleRatio.pValue)] : []),
      ...peeking(since.control, [since.treatment]),
    ],
  };
}

function ratioOf({ percent }: Rollout, { control, treatment }: Rollout['baseline']): SampleRatio | undefined {
  return checkSampleRatio([
    { id: 'control', count: control.started, share: 100 - percent },
    { id: 'treatment', count: treatment.started, share: percent },
  ]);
}

function readExperiment({ step, variants }: CompiledExperiment, counted: VersionCounts): ExperimentStatistics {
  const drawn = counted.variants[step] ?? {};
  const shares = sharesOf(variants);
  const parts = shares.map(({ variant, share }) => ({ variant, share, counts: armCounts(drawn[variant] ?? {}) }));
  // Never empty: variants that leave something leave it to the hold-out.
  const reference = parts.reduce((first, part) => (part.variant === HOLD_OUT ? part : first));
  const others = parts.filter((part) => part !== reference);
  const sampleRatio = checkSampleRatio(
    parts.map(({ variant, share, counts }) => ({ id: variant, share, count: counts.started })),
  );
  return {
    step,
    comparedWith: reference.variant,
    variants: parts.map(({ variant, share, counts }) => ({
      ...{ variant, share },
      ...armResult(counts),
      ...(variant === reference.variant ? {} : compareSides(reference.counts, counts)),
    })),
    ...(sampleRatio === undefined ? {} : { sampleRatio }),
    warnings: [
      ...(sampleRatio?.mismatch ? [brokenSplit(sampleRatio.pValue)] : []),
      ...peeking(
        reference.counts,
        others.map(({ counts }) => counts),
      ),
    ],
  };
}

/** What each variant was to get; what they leave is the hold-out's. */
function sharesOf(
  variants: CompiledExperiment['variants'],
): readonly { readonly variant: string; readonly share: number }[] {
  let reached = 0;
  const shares = variants.map(({ id, upTo }) => {
    const share = upTo - reached;
    reached = upTo;
    return { variant: id, share };
  });
  // Percentages are whole numbers: what is left is at least a hundredth, or nothing.
  return reached > 0.995 ? shares : [...shares, { variant: HOLD_OUT, share: 1 - reached }];
}
