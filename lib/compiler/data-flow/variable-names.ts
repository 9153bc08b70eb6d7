import type { StepId } from '../../workflow/graph/graph.ts';

/** Names of the variables that steps assign; ids are unique in the whole definition. */
export const VARIABLES = {
  output: (step: StepId) => `step_${step}`,
  entered: (step: StepId) => `at_${step}`,
  jumps: (jump: StepId) => `jumps_${jump}`,
} as const;
