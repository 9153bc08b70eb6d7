/** What an error code means, for people: docs/errors.md is written from it. Texts are Markdown. */
export interface ErrorExplanation {
  readonly title: string;
  /** Why it is an error. */
  readonly explanation: string;
  /** How to mend it. */
  readonly fix: string;
}
