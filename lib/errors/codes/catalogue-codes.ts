import type { ErrorExplanation } from '../error-explanation.ts';

/** Catalogue files (SB5xx). Sorted by code. */
export const CATALOGUE_CODES: Readonly<Record<string, ErrorExplanation>> = {};
