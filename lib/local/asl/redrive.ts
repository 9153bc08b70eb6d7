import { allBranches } from './find-branch.ts';
import { type Branch, recordAside, type Step } from './step.ts';
import { boundExecution } from './timer-stimulus.ts';

/**
 * Takes up an execution that failed, timed out or was stopped: each state that failed or was cut off is tried again,
 * with the input and variables it had. What had succeeded is not repeated.
 */
export function redrive(step: Step): boolean {
  const { execution } = step;
  if (execution.status === 'RUNNING' || execution.status === 'SUCCEEDED') {
    return false;
  }
  execution.status = 'RUNNING';
  delete execution.error;
  delete execution.cause;
  execution.redriveCount += 1;
  recordAside(step, execution.lastEventId, { type: 'ExecutionRedriven', redriveCount: execution.redriveCount });
  boundExecution(step);
  for (const branch of allBranches(execution.root)) {
    restart(step, branch);
  }
  return true;
}

function restart(step: Step, branch: Branch): void {
  const { frame } = branch;
  if (frame.activity.kind === 'failed' || frame.activity.kind === 'aborted') {
    frame.activity = { kind: 'attempting' };
    frame.retries = [];
    step.work.push(branch);
  } else if (frame.activity.kind === 'entering') {
    step.work.push(branch);
  }
}
