import type { ErrorExplanation } from '../error-explanation.ts';

/** The embedded engine (SB8xx). Sorted by code. */
export const EMBEDDED_CODES: Readonly<Record<string, ErrorExplanation>> = {};
