import type { Run, RunHold, RunWait } from '../../ports/run.ts';
import { baseOf } from './apply-status.ts';

/** The run with one more wait, or `undefined` where it has it or can wait no more. A wait shows that it has started. */
export function withWait(run: Run, wait: RunWait, startedAt: string): Run | undefined {
  const open = openParts(run);
  if (open === undefined || open.waits.some(({ key, until }) => key === wait.key && until === wait.until)) {
    return undefined;
  }
  const others = open.waits.filter(({ key }) => key !== wait.key);
  return withParts(run, { ...open, waits: [...others, wait] }, startedAt);
}

/** The run without the waits that are over, or `undefined` where it has none of them. */
export function withoutWaits(run: Run, isOver: (wait: RunWait) => boolean): Run | undefined {
  const open = openParts(run);
  return open?.waits.some(isOver)
    ? withParts(run, { ...open, waits: open.waits.filter((wait) => !isOver(wait)) })
    : undefined;
}

/** The run with one more action kept back, or `undefined` where it is on record or the run does no more. */
export function withHold(run: Run, hold: RunHold, startedAt: string): Run | undefined {
  const open = openParts(run);
  if (open === undefined || open.holds.some((known) => isSame(known, hold))) {
    return undefined;
  }
  const others = open.holds.filter(({ key }) => key !== hold.key);
  return withParts(run, { ...open, holds: [...others, holdOf(hold)] }, startedAt);
}

/** The run without a hold, or `undefined` where it is not on record: that of another time stays. */
export function withoutHold(run: Run, hold: RunHold): Run | undefined {
  const open = openParts(run);
  return open?.holds.some((known) => isSame(known, hold))
    ? withParts(run, { ...open, holds: open.holds.filter((known) => !isSame(known, hold)) })
    : undefined;
}

function isSame(known: RunHold, { key, at }: RunHold): boolean {
  return known.key === key && known.at === at;
}

/** Of what is kept back, the token and the like stay with the store of holds. */
function holdOf({ key, reason, at, until }: RunHold): RunHold {
  return { key, reason, at, ...(until === undefined ? {} : { until }) };
}

interface OpenParts {
  readonly waits: readonly RunWait[];
  readonly holds: readonly RunHold[];
}

/** What a run waits for and what of it is kept back, or `undefined` where nothing more can be. */
function openParts(run: Run): OpenParts | undefined {
  switch (run.status) {
    case 'pending':
    case 'running':
      return { waits: [], holds: [] };
    case 'waiting':
      return { waits: run.waits, holds: [] };
    case 'paused':
      return run;
    default:
      return undefined;
  }
}

/** What a run is shown as follows from its holds, then from its waits. */
function withParts(run: Run, { waits, holds }: OpenParts, began = ''): Run {
  const startedAt = 'startedAt' in run && run.startedAt !== undefined ? run.startedAt : began;
  const base = { ...baseOf(run), startedAt };
  if (holds.length > 0) {
    return { ...base, status: 'paused', holds, waits };
  }
  return waits.length > 0 ? { ...base, status: 'waiting', waits } : { ...base, status: 'running' };
}
