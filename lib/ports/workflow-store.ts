import type { AslMachine, CompiledWorkflow } from '../compiler/compiled-workflow.ts';

/** A published version: immutable. */
export interface WorkflowVersion {
  readonly workflow: string;
  /** 1, 2, 3 … */
  readonly version: number;
  readonly hash: string;
  readonly description: string;
  readonly author: string;
  readonly publishedAt: string;
  readonly origin: 'file' | 'api';
  /** The definition's text as it was written, comments included. */
  readonly source: string;
  readonly compiled: CompiledWorkflow;
  readonly asl: AslMachine;
  /** What executions are started with: a state machine version's ARN, or the embedded engine's own address. */
  readonly machineRef: string;
}

/** What runs: changed only by conditional writes on `revision`. */
export interface LiveState {
  readonly workflow: string;
  /** Starts at 1 and grows by one with each change. */
  readonly revision: number;
  readonly enabled: boolean;
  readonly archived: boolean;
  /** The active version; absent: none was activated yet. */
  readonly active?: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Versions and live states of workflows. */
export interface WorkflowStore {
  /** Stores the next version, or returns the existing one with the same hash. Concurrent calls get distinct numbers. */
  putVersion(
    draft: Omit<WorkflowVersion, 'version'>,
  ): Promise<{ readonly version: WorkflowVersion; readonly created: boolean }>;
  getVersion(workflow: string, version: number): Promise<WorkflowVersion | undefined>;
  /** Newest first, without text and state machine. */
  listVersions(workflow: string, page: PageRequest): Promise<Page<VersionSummary>>;
  getLive(workflow: string): Promise<LiveState | undefined>;
  /** All live states, archived ones included. */
  listLive(): Promise<readonly LiveState[]>;
  /** Writes `next` if the stored revision is `next.revision - 1` (0: none stored); otherwise a `conflict` AppError SB611. */
  putLive(next: LiveState): Promise<void>;
}

export type VersionSummary = Omit<WorkflowVersion, 'source' | 'asl' | 'compiled'>;

export interface PageRequest {
  /** 1–100. */
  readonly limit: number;
  /** From the page before. */
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly next?: string;
}
