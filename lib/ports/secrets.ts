/** Secrets by name. Values never enter definitions, logs, records, outcomes or messages of errors. */
export interface Secrets {
  /** The secret's value; AppError `not-found` with code `secret_missing` when there is none of that name. */
  get(name: string): Promise<string>;
}
