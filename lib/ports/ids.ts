/** Identity and chance, as ports, so that the engine is deterministic when they are. */
export interface Ids {
  /** A new ULID: sortable, 26 characters. */
  ulid(): string;
  /** An unguessable id of at least 128 bits, URL-safe: for one-time links. */
  secret(): string;
}

/** Hex SHA-256 of UTF-8 text. */
export type Hash = (text: string) => string;
