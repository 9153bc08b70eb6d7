import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { resolveScenario } from '../../../lib/local/simulate/resolve-scenario.ts';
import { simulateWorkflow } from '../../../lib/local/simulate/simulate-workflow.ts';
import { readWorkspaceNames, type WorkspaceNames } from '../../../lib/local/workspace/read-workspace.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';

const root = new URL('../../../', import.meta.url).pathname;
const page = readFileSync(`${root}docs/language.md`, 'utf8');
/** Workflows with the event that stands right behind them. */
const examples = [...page.matchAll(/^```yaml\n(.*?)^```\n(?:\n```json\n(.*?)^```\n)?/gms)].flatMap(
  ([, yaml = '', event]) =>
    event === undefined ? [] : [{ name: /^workflow: (.*)$/m.exec(yaml)?.[1] ?? '', yaml, event }],
);
const contact = { email: 'ada@example.com', first_name: 'Ada', consents: ['marketing', 'contract'] };

let names: WorkspaceNames;
beforeAll(async () => {
  names = await readWorkspaceNames(`${root}statemachines`);
});

describe('workflows of docs/language.md, executed', () => {
  test('there are ten with an event', () => {
    expect(examples).toHaveLength(10);
  });

  test.each(examples)('$name starts with the event behind it, and ends', async ({ yaml, event }) => {
    const { graph, issues } = loadWorkflow({ text: yaml, catalogue: names.catalogue });
    if (graph === undefined) throw new Error(JSON.stringify(issues));
    const source = { graph, catalogue: names.catalogue, input: { contact }, exactEvent: JSON.parse(event) };
    const { scenario } = resolveScenario(source);
    const { end, path } = await simulateWorkflow({ ...names, graph, scenario });
    expect(['succeeded', 'exited'], JSON.stringify(end)).toContain(end.status);
    expect(path.length).toBeGreaterThan(0);
  });
});
