import type { ErrorExplanation } from '../error-explanation.ts';

/** Events and API input (SB7xx). Sorted by code. */
export const INPUT_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB720: {
    title: 'A webhook with a signature that does not hold',
    explanation:
      'A message is accepted when one of the shared keys signed it, by the Standard Webhooks specification, at most five minutes ago.',
    fix: 'Sign the raw body at the moment it is sent, with a key that both sides know.',
  },
};
