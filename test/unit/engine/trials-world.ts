import { type BacktestRequest, createBacktestWorkflow } from '../../../lib/engine/backtest-workflow.ts';
import { createPreviewWorkflow } from '../../../lib/engine/preview-workflow.ts';
import type { BacktestReport } from '../../../lib/engine/trials/backtest-report.ts';
import { createLocalTrials } from '../../../lib/local/simulate/play-trials.ts';
import type { HttpCaller } from '../../../lib/ports/http-caller.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import type { JsonObject } from '../../../lib/workflow/json.ts';
import { createApiWorld } from '../api/api-world.ts';

/** An engine in memory with a workflow `nurture`, whose runs are tried again with other texts. */
export async function createTrialsWorld(text: string, http?: HttpCaller) {
  const world = await createApiWorld({ nurture: text }, http);
  const { engine, timeline } = world;
  const catalogue = { ...builtInCatalogue(), consents: new Set(['marketing']) };
  const limits = { mostSeconds: 60, mostCalls: 1000 };
  const trials = createLocalTrials({ catalogue, messages: new Map(), clock: timeline, ...limits });
  const deps = { ...engine.stores, executions: engine.executions, catalogue, trials, clock: timeline };
  return {
    ...world,
    deps,
    preview: createPreviewWorkflow(deps),
    backtest: (
      request: Partial<BacktestRequest> = {},
      onProgress?: (soFar: BacktestReport) => void,
      overrides: Partial<typeof deps> = {},
    ) =>
      createBacktestWorkflow({ ...deps, ...overrides })(
        { workflow: 'nurture', version: 1, most: 100, mostSeconds: 60, ...request },
        onProgress,
      ),
    /** Starts a run for a lead of that amount, and lets it come to rest. */
    lead: async (amount: number, contact = `c${amount}`): Promise<string> => {
      const lead = { id: `l-${contact}`, contact_id: contact, source: 'Fair', status: 'new', amount, currency: 'EUR' };
      const { body } = await world.call('POST', '/events', { event: 'lead.created', data: { lead } });
      await world.pass(60_000);
      if (body.code !== undefined) throw new Error(JSON.stringify(body));
      const { items } = await engine.stores.runIndex.list({ workflow: 'nurture' }, { limit: 1 });
      return items[0]?.id ?? '';
    },
    put: async (event: string, data: JsonObject): Promise<void> => {
      await world.call('POST', '/events', { event, data });
      await world.pass(60_000);
    },
  };
}
