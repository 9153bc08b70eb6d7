import { type AppError, conflict, forbidden, gone } from '../../errors/app-error.ts';
import type { Approval } from '../../ports/approval-store.ts';

/**
 * Refuses what can take no answer any more.
 *
 * @throws AppError SB632 answered before · SB633 too late
 */
export function refuseAnswer(approval: Approval, now: number): void {
  if (approval.status === 'expired' || (approval.status === 'open' && now >= Date.parse(approval.timesOutAt))) {
    throw approvalTooLate(approval);
  }
  if (approval.status !== 'open') {
    throw answeredBefore(approval);
  }
}

/** SB632: the first answer counts. */
export function answeredBefore({ name, decision }: Approval): AppError {
  return conflict({
    code: 'SB632',
    message: `"${name}" was answered before${decision === undefined ? '' : `: ${decision.decision} by ${decision.by}`}.`,
    resolution: 'The first answer counts; nothing more can be done here.',
  });
}

/** SB633: the run has gone on. */
export function approvalTooLate({ name, timesOutAt }: Approval): AppError {
  return gone({
    code: 'SB633',
    message: `"${name}" can no longer be answered: it timed out at ${timesOutAt}, or its run was stopped.`,
    resolution: 'The run has gone on as its on_timeout says; look at it with `signalbox run show`.',
  });
}

/** SB634: somebody else is asked. */
export function notAmongAsked(person: string, { name, by }: Approval): AppError {
  return forbidden({
    code: 'SB634',
    message: `${person} is not among those who may answer "${name}": ${by.join(', ')}.`,
    resolution: 'Ask one of them, or add the person to the team in catalogue.yaml.',
  });
}
