import { createExportWorkflow, type ExportWorkflowDeps } from '../../engine/export-workflow.ts';
import { createImportJourney } from '../../engine/import-journey.ts';
import { createImportWorkflow, type ImportDeps } from '../../engine/import-workflow.ts';
import type { exchangeRoutes } from '../contract/exchange.ts';
import type { HandlersOf } from '../handler.ts';
import { withIssues } from './drafts.ts';

/** What exports and imports need. */
export type ExchangeDeps = ExportWorkflowDeps & ImportDeps;

/** Workflows from and for elsewhere. */
export function createExchangeResource(deps: ExchangeDeps): HandlersOf<typeof exchangeRoutes> {
  const exportWorkflow = createExportWorkflow(deps);
  const importWorkflow = createImportWorkflow(deps);
  const importJourney = createImportJourney(deps);
  return {
    export: ({ params: { workflow }, query: { version } }) => exportWorkflow({ workflow, version }),
    importBundle: async ({ body, caller }) =>
      withIssues(await importWorkflow({ ...body, by: caller.name }), deps.catalogue),
    importPinpoint: async ({ body, caller }) => {
      const { draft, leftovers } = await importJourney({ ...body, by: caller.name });
      return { ...withIssues(draft, deps.catalogue), leftovers };
    },
  };
}
