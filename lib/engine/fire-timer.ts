import * as z from 'zod/mini';
import { invalid } from '../errors/app-error.ts';
import type { Approval, ApprovalStore } from '../ports/approval-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { HoldStore } from '../ports/hold-store.ts';
import type { LiveStateStore } from '../ports/live-state-store.ts';
import type { TimerTask } from '../ports/scheduler.ts';
import type { TellApprovers } from './approvals/tell-approvers.ts';
import { mustStayHeld, type ReleaseHoldDeps, releaseHold } from './holding/release-hold.ts';

/** What timers do things with. */
export interface FireTimerDeps extends ReleaseHoldDeps {
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly heldSteps: Pick<HoldStore, 'get' | 'remove'>;
  readonly liveStates: Pick<LiveStateStore, 'get'>;
  readonly tell: TellApprovers;
  readonly clock: Clock;
}

const TimerTaskSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['approval-reminder', 'approval-escalation']), approval: z.string() }),
  z.object({ kind: z.literal('release-hold'), workflow: z.string(), key: z.string() }),
]);

/**
 * What a timer is for, read from what it sent.
 *
 * @throws AppError SB637 for anything else
 */
export function parseTimerTask(message: unknown): TimerTask {
  const parsed = z.safeParse(TimerTaskSchema, message);
  if (parsed.success) return parsed.data;
  throw invalid({
    code: 'SB637',
    message: 'This is no task of a timer.',
    resolution: 'Only Signalbox’s own schedules should send to the queue of timers; look for what else does.',
  });
}

/** Does what a timer was set for, as far as it still matters: it may fire late, twice, or after everything is over. */
export function createFireTimer(deps: FireTimerDeps): (task: TimerTask) => Promise<void> {
  return async (task) => {
    switch (task.kind) {
      case 'approval-reminder':
        return tellWhileOpen(deps, task.approval, 'reminder');
      case 'approval-escalation':
        return tellWhileOpen(deps, task.approval, 'escalation');
      case 'release-hold': {
        const hold = await deps.heldSteps.get(task.workflow, task.key);
        if (hold !== undefined && !(await mustStayHeld(deps, hold, deps.clock.now()))) {
          await releaseHold(deps, hold);
        }
      }
    }
  };
}

async function tellWhileOpen(deps: FireTimerDeps, id: string, notice: 'reminder' | 'escalation'): Promise<void> {
  const approval = await deps.approvals.get(id);
  if (approval !== undefined && waits(approval, deps.clock.now())) {
    await deps.tell({ approval, notice, occasion: approval.createdAt });
  }
}

function waits({ status, timesOutAt }: Approval, now: number): boolean {
  return status === 'open' && now < Date.parse(timesOutAt);
}
