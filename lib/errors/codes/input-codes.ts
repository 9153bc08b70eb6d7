import type { ErrorExplanation } from '../error-explanation.ts';

/** Events and API input (SB7xx). Sorted by code. */
export const INPUT_CODES: Readonly<Record<string, ErrorExplanation>> = {};
