import { hash } from 'node:crypto';
import type { Hash } from '../ports/ids.ts';

/** Hex SHA-256 of UTF-8 text. */
export const sha256: Hash = (text) => hash('sha256', text, 'hex');
