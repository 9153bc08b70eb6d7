import { approvalRoutes } from './approvals.ts';
import { auditRoutes } from './audit.ts';
import { contactRoutes } from './contacts.ts';
import { deadLetterRoutes } from './dead-letters.ts';
import { draftRoutes } from './drafts.ts';
import { eventRoutes } from './events.ts';
import { exchangeRoutes } from './exchange.ts';
import { healthRoutes } from './health.ts';
import { liveRoutes } from './live.ts';
import { outboxRoutes } from './outbox.ts';
import { runRoutes } from './runs.ts';
import { skippedRunRoutes } from './skipped-runs.ts';
import { statisticsRoutes } from './statistics.ts';
import { templateRoutes } from './templates.ts';
import { trialRoutes } from './trials.ts';
import { versionRoutes } from './versions.ts';
import { workflowRoutes } from './workflows.ts';

/** THE table of everything that the HTTP API does: server, client and OpenAPI document are made from it. */
export const ROUTES = {
  health: healthRoutes,
  events: eventRoutes,
  contacts: contactRoutes,
  workflows: workflowRoutes,
  versions: versionRoutes,
  drafts: draftRoutes,
  live: liveRoutes,
  statistics: statisticsRoutes,
  audit: auditRoutes,
  runs: runRoutes,
  skippedRuns: skippedRunRoutes,
  approvals: approvalRoutes,
  templates: templateRoutes,
  exchange: exchangeRoutes,
  trials: trialRoutes,
  outbox: outboxRoutes,
  deadLetters: deadLetterRoutes,
} as const;

/** The table's type. */
export type Routes = typeof ROUTES;
