import type { ErrorExplanation } from '../error-explanation.ts';

/** The engine and the control plane (SB6xx): conflicts, what is not found. Sorted by code. */
export const CONTROL_PLANE_CODES: Readonly<Record<string, ErrorExplanation>> = {};
