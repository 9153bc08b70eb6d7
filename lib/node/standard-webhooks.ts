import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { invalid } from '../errors/app-error.ts';
import type { SignWebhook } from '../ports/webhook-signer.ts';

/** How far a message's time may lie from ours, in either direction. */
const TOLERANCE_SECONDS = 5 * 60;

/** Signs with every key given, so that a receiver may know the old key or the new one. */
export const signWebhook: SignWebhook = ({ id, at, body, keys }) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at / 1000)),
  'webhook-signature': openKeys(keys)
    .map((key) => key.sign(id, new Date(at), body))
    .join(' '),
});

/** A message that came in, and what it is checked against. */
export interface ReceivedMessage {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body as it was received: parsing and writing it again changes bytes. */
  readonly body: string;
  readonly keys: string;
  /** Now, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Accepts a message that one of the keys signed within five minutes; anything else is an AppError SB720. A replay
 * within these minutes is told by its `webhook-id`, which the caller keeps.
 *
 * @returns the message's id
 */
export function verifyWebhook({ headers, body, keys, at }: ReceivedMessage): string {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures)
    throw refused('a header webhook-id, webhook-timestamp or webhook-signature is missing');
  if (!/^\d{1,12}$/.test(timestamp)) throw refused('webhook-timestamp is no number of seconds');
  if (Math.abs(Number(timestamp) - Math.floor(at / 1000)) > TOLERANCE_SECONDS)
    throw refused('webhook-timestamp is more than five minutes away');
  const signedAt = new Date(Number(timestamp) * 1000);
  const expected = openKeys(keys).map((key) => key.sign(id, signedAt, body));
  const given = split(signatures);
  if (!given.some((signature) => expected.some((mine) => same(signature, mine))))
    throw refused('no signature fits a key');
  return id;
}

function split(words: string): string[] {
  return words.split(/\s+/).filter((word) => word !== '');
}

/** The library takes an empty key list as nothing to do and a damaged key as a crash; both are a wrong secret. */
function openKeys(keys: string): Webhook[] {
  try {
    const opened = split(keys).map((key) => new Webhook(key));
    if (opened.length > 0) return opened;
  } catch {
    // The library's message could quote the key, so it goes no further.
  }
  throw invalid({
    code: 'bad_signing_key',
    message: 'The secret for signing webhooks holds no key in the form of the Standard Webhooks specification.',
    resolution: 'Store "whsec_" and the base64 of 24 to 64 random bytes; two keys are separated by a space.',
  });
}

function same(left: string, right: string): boolean {
  const [mine, theirs] = [Buffer.from(left), Buffer.from(right)];
  return mine.length === theirs.length && timingSafeEqual(mine, theirs);
}

function refused(reason: string): Error {
  return invalid({
    code: 'SB720',
    message: `The webhook's signature was refused: ${reason}.`,
    resolution:
      'Sign the raw body with the shared key by the Standard Webhooks specification, at the moment it is sent.',
  });
}
