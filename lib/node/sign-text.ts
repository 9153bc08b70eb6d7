import { createHmac } from 'node:crypto';
import type { SignText } from '../ports/sign-text.ts';

/** See {@link SignText}. */
export const signText: SignText = (key, text) => createHmac('sha256', key).update(text).digest('base64url');
