import type { Page, PageRequest } from './page.ts';

/** An action that is kept back: its state waits for the token. */
export interface Hold {
  /** run + step + iteration. */
  readonly key: string;
  readonly runId: string;
  readonly workflow: string;
  readonly step: string;
  /** Never leaves the server side. */
  readonly token: string;
  /** Why: `disabled`, or what an action's frame says. */
  readonly reason: string;
  /** Since when, ISO 8601. */
  readonly at: string;
  /** When it is released by itself; absent: when its workflow no longer holds its runs. */
  readonly until?: string;
  /** When its state gives up waiting and tries the action again, ISO 8601. */
  readonly endsAt: string;
}

/** Actions that are kept back, by workflow: one partition each, read consistently, so that put-then-look loses none. */
export interface HoldStore {
  /** Stores it, or replaces the one with the same key. */
  put(hold: Hold): Promise<void>;
  get(workflow: string, key: string): Promise<Hold | undefined>;
  /** Forgets it if its token is still this one. */
  remove(hold: Pick<Hold, 'workflow' | 'key' | 'token'>): Promise<void>;
  /** By key, so that those of one run stand together. */
  list(workflow: string, page: PageRequest): Promise<Page<Hold>>;
}
