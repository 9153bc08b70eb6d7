import type { Run, RunWait } from '../../ports/run.ts';
import { baseOf } from './apply-status.ts';

/** The run with one more wait, or `undefined` where it has it or can wait no more. A wait shows that it has started. */
export function withWait(run: Run, wait: RunWait, startedAt: string): Run | undefined {
  switch (run.status) {
    case 'pending':
      return { ...baseOf(run), status: 'waiting', startedAt, waits: [wait] };
    case 'running':
      return { ...baseOf(run), status: 'waiting', startedAt: run.startedAt, waits: [wait] };
    case 'waiting': {
      const others = run.waits.filter(({ key }) => key !== wait.key);
      return run.waits.some(({ key, until }) => key === wait.key && until === wait.until)
        ? undefined
        : { ...baseOf(run), status: 'waiting', startedAt: run.startedAt, waits: [...others, wait] };
    }
    default:
      return undefined;
  }
}

/** The run without the waits that are over, or `undefined` where it has none of them. */
export function withoutWaits(run: Run, isOver: (wait: RunWait) => boolean): Run | undefined {
  if (run.status !== 'waiting' || !run.waits.some(isOver)) {
    return undefined;
  }
  const waits = run.waits.filter((wait) => !isOver(wait));
  const base = { ...baseOf(run), startedAt: run.startedAt };
  return waits.length === 0 ? { ...base, status: 'running' } : { ...base, status: 'waiting', waits };
}
