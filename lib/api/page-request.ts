import type { PageRequest } from '../ports/page.ts';

/** The part of a list that a query asks for. */
export function pageRequest({
  limit,
  cursor,
}: {
  readonly limit: number;
  readonly cursor?: string | undefined;
}): PageRequest {
  return { limit, ...(cursor === undefined ? {} : { cursor }) };
}
