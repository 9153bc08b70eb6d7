import type { CompiledWorkflow } from '../../lib/compiler/compiled-workflow.ts';
import { sha256 } from '../../lib/node/sha256.ts';
import type { WorkflowVersion } from '../../lib/ports/workflow-store.ts';
import { uniqueName } from './unique-name.ts';

/** A manifest that any `lead.created` triggers, for anyone, always. */
export function makeManifest(overrides: Partial<CompiledWorkflow> = {}): CompiledWorkflow {
  const workflow = overrides.workflow ?? uniqueName('workflow');
  return {
    format: 1,
    workflow,
    name: 'A workflow',
    zone: 'UTC',
    trigger: { kind: 'event', event: 'lead.created', contact: { root: 'event', segments: ['lead', 'contact_id'] } },
    audience: { consent: 'none', reentry: 'always', overlap: true },
    awaitedEvents: [],
    causes: [],
    startReads: [],
    experiments: [],
    functions: [],
    estimate: {
      transitions: { least: 1, most: 1 },
      historyEvents: { most: 5 },
      lambdaCalls: { most: 0 },
      dollarsPerMillionRuns: 25,
      longestSeconds: 0,
    },
    ...overrides,
  };
}

/** A version of that manifest that is not numbered yet. */
export function makeDraft(
  compiled: CompiledWorkflow,
  overrides: Partial<WorkflowVersion> = {},
): Omit<WorkflowVersion, 'version'> {
  const { workflow } = compiled;
  const hash = sha256(JSON.stringify(compiled));
  return {
    workflow,
    hash,
    description: 'the first',
    author: 'ana@example.com',
    publishedAt: '2026-03-01T09:00:00.000Z',
    origin: 'file',
    source: `workflow: ${workflow}\n`,
    compiled,
    asl: { QueryLanguage: 'JSONata', StartAt: 'End', States: { End: { Type: 'Succeed' } } },
    machineRef: `machine:${workflow}:${hash}`,
    ...overrides,
  };
}
