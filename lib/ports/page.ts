/** Which part of a list is asked for. */
export interface PageRequest {
  /** 1–100. */
  readonly limit: number;
  /** `next` of the page before; opaque, and good for the same list alone. */
  readonly cursor?: string;
}

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly next?: string;
}
