import type { TrialOutcome, TrialScenario, Trials } from '../../engine/trials/trials.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { WorkflowGraph } from '../../workflow/graph/graph.ts';
import type { Issue } from '../../workflow/issue.ts';
import { joinPointer } from '../../workflow/json-pointer.ts';
import { type LoadedWorkflow, loadWorkflow } from '../../workflow/load-workflow.ts';
import type { MessageTemplate } from '../../workflow/messages/message-template.ts';
import { ScenarioSchema } from './case-schema.ts';
import { resolveScenario } from './resolve-scenario.ts';
import { simulateWorkflow } from './simulate-workflow.ts';

/** What playing needs, and its bounds. */
export interface LocalTrialsDeps {
  readonly catalogue: Catalogue;
  readonly messages: ReadonlyMap<string, MessageTemplate>;
  readonly clock: Clock;
  /** For a whole order; what is not played by then is cut off. */
  readonly mostSeconds: number;
  /** Calls of functions that one scenario may make. */
  readonly mostCalls: number;
}

/** Plays workflows in this process. Nothing leaves it, and nothing is read but what the order brings. */
export function createLocalTrials(deps: LocalTrialsDeps): Trials {
  // A backtest plays page after page through the same text.
  let last: { readonly text: string; readonly loaded: LoadedWorkflow } | undefined;
  const load = (text: string): LoadedWorkflow => {
    const loaded = last?.text === text ? last.loaded : loadWorkflow({ text, catalogue: deps.catalogue });
    last = { text, loaded };
    return loaded;
  };
  return {
    play: async ({ text, scenarios }) => {
      const { graph, issues } = load(text);
      if (graph === undefined) return { kind: 'refused', issues };
      const end = deps.clock.now() + deps.mostSeconds * 1000;
      const isLate = (): boolean => deps.clock.now() >= end;
      const outcomes: TrialOutcome[] = [];
      for (const scenario of scenarios) {
        outcomes.push(isLate() ? { kind: 'cut_off' } : await playOne(deps, { graph, scenario, isLate }));
      }
      return { kind: 'played', outcomes };
    },
  };
}

interface OneTrial {
  readonly graph: WorkflowGraph;
  readonly scenario: TrialScenario;
  readonly isLate: () => boolean;
}

async function playOne(
  { catalogue, messages, mostCalls }: LocalTrialsDeps,
  { graph, scenario: given, isLate }: OneTrial,
): Promise<TrialOutcome> {
  const parsed = ScenarioSchema.safeParse(given.scenario);
  if (!parsed.success) {
    return { kind: 'refused', issues: parsed.error.issues.map(({ path, message }) => toIssue(path, message)) };
  }
  const { exactEvent, reads } = given;
  const { scenario, issues } = resolveScenario({
    ...{ graph, catalogue, input: parsed.data },
    ...(exactEvent === undefined ? {} : { exactEvent }),
  });
  if (issues.some(({ severity }) => severity === 'error')) return { kind: 'refused', issues };
  let calls = 0;
  let wasCut = false;
  const mayGoOn = (): boolean => {
    calls += 1;
    wasCut ||= calls > mostCalls || isLate();
    return !wasCut;
  };
  const played = reads === undefined ? scenario : { ...scenario, reads: new Map(Object.entries(reads)) };
  const simulation = await simulateWorkflow({ graph, catalogue, messages, scenario: played, mayGoOn });
  return wasCut ? { kind: 'cut_off' } : { kind: 'played', simulation, warnings: issues };
}

/** Messages of our schemas begin with their code. */
function toIssue(path: readonly PropertyKey[], message: string): Issue {
  const [, code = 'SB210', text = message] = /^(SB\d{3}) (.*)$/s.exec(message) ?? [];
  return { code, severity: 'error', pointer: joinPointer('', ...path.map(String)), message: text };
}
