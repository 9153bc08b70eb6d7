import type { ErrorExplanation } from '../error-explanation.ts';

/** The engine and the control plane (SB6xx): conflicts, what is not found. Sorted by code. */
export const CONTROL_PLANE_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB604: {
    title: 'A state machine that is not there',
    explanation: 'A run or a version names a state machine that was never published here.',
    fix: 'Publish and activate the workflow again.',
  },
};
