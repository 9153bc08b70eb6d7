import type { Json } from '../../workflow/json.ts';
import { innerFrames } from './abort.ts';
import type { Frame } from './execution-state.ts';
import { exceedsLimit, jsonBytes, sizeBound, variablesLimitBytes } from './payload-limit.ts';
import { dataLimitError } from './states-error.ts';
import type { Step } from './step.ts';

/**
 * Holds the two bounds of workflow variables: 256 KiB for one Assign, 10 MiB for all variables of the execution. The
 * second is counted only once so much was assigned that it could be passed.
 */
export function refuseTooManyVariables(step: Step, stateName: string, assigned: Readonly<Record<string, Json>>): void {
  const { execution } = step;
  if (exceedsLimit(assigned)) {
    throw tooLarge(stateName);
  }
  execution.variablesBound += sizeBound(assigned);
  if (execution.variablesBound > variablesLimitBytes) {
    execution.variablesBound = variableBytes(execution.root) + jsonBytes(assigned);
    if (execution.variablesBound > variablesLimitBytes) {
      throw tooLarge(stateName);
    }
  }
}

function variableBytes(frame: Frame): number {
  return innerFrames(frame).reduce((sum, child) => sum + variableBytes(child), jsonBytes(frame.variables));
}

function tooLarge(stateName: string): Error {
  return dataLimitError(
    `The variables assigned by the state '${stateName}' exceed the maximum number of bytes service limit.`,
  );
}
