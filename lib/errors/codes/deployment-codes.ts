import type { ErrorExplanation } from '../error-explanation.ts';

/** Deployment (SB9xx). Sorted by code. */
export const DEPLOYMENT_CODES: Readonly<Record<string, ErrorExplanation>> = {};
