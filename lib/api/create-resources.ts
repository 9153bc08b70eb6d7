import type { Resources } from './handler.ts';
import { type ApprovalsDeps, createApprovalResource } from './resources/approvals.ts';
import { type AuditLogDeps, createAuditResource } from './resources/audit.ts';
import { type ContactsDeps, createContactResource } from './resources/contacts.ts';
import { createDraftResource, type DraftsDeps } from './resources/drafts.ts';
import { createEventResource, type EventsDeps } from './resources/events.ts';
import { createExchangeResource, type ExchangeDeps } from './resources/exchange.ts';
import { createLiveResource, type LiveDeps } from './resources/live.ts';
import { createRunResource, type RunsDeps } from './resources/runs.ts';
import { createSkippedRunResource, type SkippedRunsDeps } from './resources/skipped-runs.ts';
import { createStatisticsResource, type StatisticsDeps } from './resources/statistics.ts';
import { createTemplateResource, type TemplatesDeps } from './resources/templates.ts';
import { createTrialResource, type TrialsDeps } from './resources/trials.ts';
import { createVersionResource, type VersionsDeps } from './resources/versions.ts';
import { createWorkflowResource, type WorkflowsDeps } from './resources/workflows.ts';

/** What the resources of every engine, on a laptop or on AWS, are made of. */
export type ResourcesDeps = ApprovalsDeps &
  AuditLogDeps &
  ContactsDeps &
  DraftsDeps &
  EventsDeps &
  ExchangeDeps &
  LiveDeps &
  RunsDeps &
  SkippedRunsDeps &
  StatisticsDeps &
  TemplatesDeps &
  TrialsDeps &
  VersionsDeps &
  WorkflowsDeps & {
    /** Messages that wait and that were given up, where there is one queue to ask. */
    readonly queue?: () => { readonly waiting: number; readonly dead: number };
  };

/** What carries out the operations that every engine has. */
export function createResources(deps: ResourcesDeps): Resources {
  const { queue } = deps;
  return {
    health: { show: async () => ({ status: 'ok' as const, ...(queue === undefined ? {} : { queue: queue() }) }) },
    events: createEventResource(deps),
    contacts: createContactResource(deps),
    workflows: createWorkflowResource(deps),
    versions: createVersionResource(deps),
    drafts: createDraftResource(deps),
    live: createLiveResource(deps),
    statistics: createStatisticsResource(deps),
    audit: createAuditResource(deps),
    runs: createRunResource(deps),
    skippedRuns: createSkippedRunResource(deps),
    approvals: createApprovalResource(deps),
    templates: createTemplateResource(deps),
    exchange: createExchangeResource(deps),
    trials: createTrialResource(deps),
  };
}
