import type { Page, PageRequest } from '../../ports/page.ts';
import type { RunFilter } from '../../ports/run-store.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { BusEvent } from '../engine/bus-event.ts';

/** A decision about an approval, as it is posted. */
export interface PostedDecision {
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly comment?: string | undefined;
  readonly edited?: Readonly<Record<string, string>> | undefined;
}

/** What the HTTP server offers of an engine. What is returned is sent as JSON as it is. */
export interface EngineApi {
  readonly catalogue: () => Catalogue;
  readonly now: () => number;
  readonly newId: () => string;
  /** Resolves when the events are on the disk: from then on they are not lost. */
  readonly accept: (events: readonly BusEvent[]) => Promise<void>;
  readonly health: () => object;
  readonly listWorkflows: () => Promise<readonly object[]>;
  /** AppError `not-found` for an unknown id, as everywhere below. */
  readonly showWorkflow: (id: string) => Promise<object>;
  readonly listRuns: (filter: RunFilter, page: PageRequest) => Promise<Page<object>>;
  readonly showRun: (id: string) => Promise<object>;
  readonly stopRun: (id: string, by: string) => Promise<object>;
  readonly listApprovals: (status: string | undefined, page: PageRequest) => Promise<Page<object>>;
  readonly decide: (id: string, decision: PostedDecision) => Promise<object>;
  readonly listOutbox: (limit: number) => Promise<readonly object[]>;
  readonly listDeadLetters: (limit: number) => readonly object[];
  readonly redrive: (id: number | undefined) => number;
}
