import type { SkipReason } from '../../ports/skipped-run-store.ts';
import type { TextChoice } from '../workflows/find-text.ts';
import type { RunDifference } from './compare-replay.ts';

/** What a backtest found, for the runs that it has looked at so far. */
export interface BacktestReport {
  readonly workflow: string;
  /** What was tried: `text` for one that is not saved. */
  readonly version: TextChoice | 'text';
  /** Runs looked at: those compared, and those that could not be. */
  readonly looked: number;
  readonly compared: number;
  /** Of those compared: without any difference, as far as it is known. */
  readonly same: number;
  readonly different: number;
  /** The most frequent first. */
  readonly differences: readonly DifferenceGroup[];
  /** Steps that asked what is not on record: runs are compared up to there. */
  readonly unknown: readonly ReasonGroup[];
  readonly notCompared: readonly ReasonGroup[];
  /** What was taken for granted, and for how many runs. */
  readonly assumed: readonly ReasonGroup[];
  readonly skipped: readonly SkippedGroup[];
  /** Where to go on; absent: all were looked at that were asked for. */
  readonly next?: string;
}

/** A difference that several runs have alike. */
export interface DifferenceGroup extends RunDifference, Examples {}

/** Something that is so for several runs. */
export interface ReasonGroup extends Examples {
  readonly reason: string;
}

interface Examples {
  readonly count: number;
  /** The first few ids. */
  readonly runs: readonly string[];
}

/** Triggers that started no run. Their events are not kept, so only what kept them out is looked at. */
export interface SkippedGroup {
  readonly reason: SkipReason;
  readonly count: number;
  readonly would: 'skip' | 'perhaps_start';
  readonly why: string;
}

const MOST_EXAMPLES = 5;

/** Two parts of one backtest as one: the second goes on where the first ended. */
export function mergeBacktests(first: BacktestReport, { next, ...second }: BacktestReport): BacktestReport {
  const { next: _, ...rest } = first;
  return {
    ...rest,
    looked: first.looked + second.looked,
    compared: first.compared + second.compared,
    same: first.same + second.same,
    different: first.different + second.different,
    differences: merge([...first.differences, ...second.differences], ({ kind, step = '', was, would }) =>
      // What exactly an input would be is another thing in every run.
      kind === 'input' ? `${kind}\n${step}` : [kind, step, was, would].join('\n'),
    ),
    unknown: merge([...first.unknown, ...second.unknown], ({ reason }) => reason),
    notCompared: merge([...first.notCompared, ...second.notCompared], ({ reason }) => reason),
    assumed: merge([...first.assumed, ...second.assumed], ({ reason }) => reason),
    skipped: [...first.skipped, ...second.skipped],
    ...(next === undefined ? {} : { next }),
  };
}

function merge<Group extends Examples>(groups: readonly Group[], keyOf: (group: Group) => string): readonly Group[] {
  const merged = new Map<string, Group>();
  for (const group of groups) {
    const key = keyOf(group);
    const known = merged.get(key);
    const runs = [...(known?.runs ?? []), ...group.runs].slice(0, MOST_EXAMPLES);
    merged.set(key, { ...(known ?? group), count: (known?.count ?? 0) + group.count, runs });
  }
  return [...merged.values()].toSorted((left, right) => right.count - left.count);
}
