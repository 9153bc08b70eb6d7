import type { ApprovalResult } from '../compiler/task-contract.ts';
import type { Page, PageRequest } from './page.ts';

/** A question put to people. The id is what links and APIs carry; the token never leaves the server side. */
export interface Approval {
  readonly id: string;
  readonly runId: string;
  readonly workflow: string;
  readonly step: string;
  /** run + step + iteration: the same task asks once. */
  readonly key: string;
  readonly token: string;
  readonly name: string;
  readonly question: string;
  readonly show?: string;
  readonly edit?: Readonly<Record<string, string>>;
  /** Teams and e-mail addresses. */
  readonly by: readonly string[];
  readonly createdAt: string;
  readonly timesOutAt: string;
  readonly remindAt?: string;
  readonly escalateAt?: string;
  readonly escalateTo?: readonly string[];
  readonly contact?: string;
  /** `deciding`: a decision was taken and the token is being completed. */
  readonly status: 'open' | 'deciding' | 'decided' | 'expired';
  readonly decision?: ApprovalResult;
  readonly decidedAt?: string;
}

export interface ApprovalStore {
  /**
   * Stores it. One with the same key is replaced and keeps its id, which people may already hold: the task was tried
   * again and has a new token. Returns what is stored.
   */
  create(approval: Approval): Promise<Approval>;
  get(id: string): Promise<Approval | undefined>;
  /** Writes `next` if the stored status is `from`, and the question was not put anew since `next.createdAt`; else `false`. */
  replace(next: Approval, from: Approval['status']): Promise<boolean>;
  /** By status, or all; newest first. */
  list(filter: { readonly status?: Approval['status'] }, page: PageRequest): Promise<Page<Approval>>;
}
