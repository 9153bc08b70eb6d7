/** Where a contact can withdraw a consent. */
export interface UnsubscribeLinks {
  /** Takes a POST without a page in between (RFC 8058); who it is about must be in it, and unguessable. */
  readonly url?: string;
  /** A mailbox that withdraws consents. */
  readonly mailto?: string;
}

/** `List-Unsubscribe` (RFC 2369) and, with an address that takes a POST, `List-Unsubscribe-Post` (RFC 8058). */
export function unsubscribeHeaders({ url, mailto }: UnsubscribeLinks): Readonly<Record<string, string>> {
  const links = [url, mailto === undefined ? undefined : `mailto:${mailto}`].filter((link) => link !== undefined);
  if (links.length === 0) return {};
  const list = { 'List-Unsubscribe': links.map((link) => `<${link}>`).join(', ') };
  return url === undefined ? list : { ...list, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
