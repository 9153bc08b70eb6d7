const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of a time as ASL writes it: RFC 3339, with an upper-case T, and Z or an offset. */
export function parseTimestamp(text: string): number | undefined {
  if (!rfc3339.test(text)) {
    return undefined;
  }
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
