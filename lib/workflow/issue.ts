/** One finding about a definition. The CLI and the API show the same fields. */
export interface Issue {
  /** `SB` and three digits; each has an entry in `lib/errors/codes/` and so in docs/errors.md. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong and how to mend it, in one or two sentences. */
  readonly message: string;
  /** RFC 6901 pointer into the definition's tree; empty for the whole document. */
  readonly pointer: string;
  /** 1-based; absent when the definition did not come from text. */
  readonly line?: number;
  readonly column?: number;
  /** The file the definition came from, when known. */
  readonly file?: string;
  /** The text to write instead, where there is exactly one. */
  readonly fix?: string;
}
