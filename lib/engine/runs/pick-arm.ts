import type { Hash } from '../../ports/ids.ts';
import type { Rollout } from '../../ports/live-state-store.ts';
import type { Run } from '../../ports/run.ts';
import { bucket } from './bucket.ts';

/** Whom an arm is picked for, and by which rollout. */
export interface ArmDraw extends Pick<Rollout, 'salt' | 'percent'> {
  readonly workflow: string;
  /** The contact, or the event's identity where it names none. */
  readonly subject: string;
}

/**
 * The arm of a rollout: the same for the same subject as long as the rollout lives. Raising the percentage only adds
 * subjects to the treatment.
 */
export function pickArm({ workflow, salt, percent, subject }: ArmDraw, hash: Hash): Run['arm'] {
  return bucket({ workflow, salt, subject }, hash) < percent / 100 ? 'treatment' : 'control';
}
