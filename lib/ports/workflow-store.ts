import type { AslMachine, CompiledWorkflow } from '../compiler/compiled-workflow.ts';
import type { AuditEntry } from './audit-log.ts';
import type { Page, PageRequest } from './page.ts';

/** A published version: immutable but for its description, and for where its machine is. */
export interface WorkflowVersion {
  readonly workflow: string;
  /** 1, 2, 3 … */
  readonly version: number;
  readonly hash: string;
  readonly description: string;
  readonly author: string;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly origin: 'file' | 'api';
  /** The definition's text as it was written, comments included. */
  readonly source: string;
  readonly compiled: CompiledWorkflow;
  readonly asl: AslMachine;
  /** What executions are started with: a state machine version's ARN, or the embedded engine's own address. */
  readonly machineRef: string;
  /** When its machine was given up, ISO 8601: activating it again publishes the machine anew. */
  readonly retiredAt?: string;
}

/** What of a version may change after its publication. */
export type VersionChange =
  | { readonly description: string }
  /** Its machine is given up. */
  | { readonly retiredAt: string }
  /** Its machine is back. */
  | { readonly machineRef: string };

/** A version without its text and its state machine: what lists show. */
export type VersionSummary = Omit<WorkflowVersion, 'source' | 'asl' | 'compiled'>;

/** A version without its text and its state machine, but with the manifest: what dispatch and signal need. */
export type VersionManifest = Omit<WorkflowVersion, 'source' | 'asl'>;

/** A version as it is once it was changed. */
export function applyVersionChange(stored: VersionSummary, change: VersionChange): VersionSummary {
  if (!('machineRef' in change)) {
    return { ...stored, ...change };
  }
  const { retiredAt: _, ...kept } = stored;
  return { ...kept, ...change };
}

/** Published versions of workflows. */
export interface WorkflowStore {
  /**
   * Stores the next version, or returns the existing one with the same hash. Concurrent calls get distinct numbers. What
   * `audit` says of a new number is written in the same transaction.
   */
  putVersion(
    draft: Omit<WorkflowVersion, 'version'>,
    audit?: (version: number) => AuditEntry,
  ): Promise<{ readonly version: WorkflowVersion; readonly created: boolean }>;
  /** The version that was published with this hash. */
  findVersion(workflow: string, hash: string): Promise<WorkflowVersion | undefined>;
  getVersion(workflow: string, version: number): Promise<WorkflowVersion | undefined>;
  /** One small read: neither text nor state machine. */
  getManifest(workflow: string, version: number): Promise<VersionManifest | undefined>;
  /** Changes a version, in one transaction with the entries about it; no such version: `undefined`. */
  changeVersion(
    workflow: string,
    version: number,
    change: VersionChange,
    ...audit: readonly AuditEntry[]
  ): Promise<VersionSummary | undefined>;
  /** Newest first. */
  listVersions(workflow: string, page: PageRequest): Promise<Page<VersionSummary>>;
}
