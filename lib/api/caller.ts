import type { Role } from './access.ts';

/** Who calls, as whoever authenticated the caller says. */
export interface Caller {
  /** Kept on record: an e-mail address where there is one. */
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
}
