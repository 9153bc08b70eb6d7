import { createRequire } from 'node:module';
import { installPeer } from './install-peer.ts';

/** A rule's pattern as its users write it. */
export interface PeerPattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: object;
}

/** An entry of `PutEvents`, as the peer judges it. */
export interface PeerEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

interface Matcher {
  logDebug: () => void;
  verifyIsSubscribed: (subscriber: { readonly event: { readonly pattern: PeerPattern } }, entry: PeerEntry) => boolean;
}

/** The matcher of `serverless-offline-aws-eventbridge`, or `undefined` where it cannot be installed. */
export function loadPeerMatcher(): ((pattern: PeerPattern, entry: PeerEntry) => boolean) | undefined {
  const folder = installPeer('serverless-offline-aws-eventbridge', '2.2.4');
  if (folder === undefined) {
    return undefined;
  }
  const loaded: unknown = createRequire(import.meta.url)(folder);
  const Plugin = (typeof loaded === 'function' ? loaded : Object(loaded).default) as { readonly prototype: Matcher };
  const matcher = Object.create(Plugin.prototype) as Matcher;
  matcher.logDebug = () => undefined;
  return (pattern, entry) => matcher.verifyIsSubscribed({ event: { pattern } }, entry);
}
