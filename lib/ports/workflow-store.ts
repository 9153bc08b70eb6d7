import type { AslMachine, CompiledWorkflow } from '../compiler/compiled-workflow.ts';
import type { Page, PageRequest } from './page.ts';

/** A published version: immutable. */
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
}

/** A version without its text and its state machine: what lists show. */
export type VersionSummary = Omit<WorkflowVersion, 'source' | 'asl' | 'compiled'>;

/** A version without its text and its state machine, but with the manifest: what dispatch and signal need. */
export type VersionManifest = Omit<WorkflowVersion, 'source' | 'asl'>;

/** Published versions of workflows. */
export interface WorkflowStore {
  /** Stores the next version, or returns the existing one with the same hash. Concurrent calls get distinct numbers. */
  putVersion(
    draft: Omit<WorkflowVersion, 'version'>,
  ): Promise<{ readonly version: WorkflowVersion; readonly created: boolean }>;
  getVersion(workflow: string, version: number): Promise<WorkflowVersion | undefined>;
  /** One small read: neither text nor state machine. */
  getManifest(workflow: string, version: number): Promise<VersionManifest | undefined>;
  /** Newest first. */
  listVersions(workflow: string, page: PageRequest): Promise<Page<VersionSummary>>;
}
