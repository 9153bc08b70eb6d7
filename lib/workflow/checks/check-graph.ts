import type { Catalogue } from '../catalogue/catalogue.ts';
import type { WorkflowGraph } from '../graph/graph.ts';
import type { Issue } from '../issue.ts';
import { readFlow } from './flow/scope-flow.ts';
import { checkConsent } from './rules/audience.ts';
import { checkLoops } from './rules/endless-loops.ts';
import { checkHiddenEvents } from './rules/hidden-events.ts';
import { checkNames } from './rules/names.ts';
import { checkRecords } from './rules/records.ts';
import { checkRunLength } from './rules/run-length.ts';
import { checkStateNames } from './rules/state-names.ts';
import { checkSteps } from './rules/steps.ts';
import { checkTrigger } from './rules/trigger.ts';
import { checkReachability } from './rules/unreachable-steps.ts';
import type { Check, Findings, Subject } from './subject.ts';
import { createRoots } from './types/roots.ts';

/**
 * THE list of checks, each a file in `rules/`. To add one: write a `Check` there, put it here, and give its code an
 * entry in `lib/errors/codes/`.
 */
const CHECKS: readonly { readonly name: string; readonly check: Check }[] = [
  { name: 'names exist', check: checkNames },
  { name: 'every step can be reached', check: checkReachability },
  { name: 'loops wait', check: checkLoops },
  { name: 'a run ends within a year', check: checkRunLength },
  { name: 'state names are free', check: checkStateNames },
  { name: 'messages have a consent', check: checkConsent },
  { name: 'records exist', check: checkRecords },
  { name: 'awaited events are not hidden by the goal', check: checkHiddenEvents },
  { name: 'trigger and goal read what is there', check: checkTrigger },
  { name: 'steps read what is there', check: checkSteps },
];

/**
 * Everything that is wrong with a workflow's meaning, in no particular order: its flow (SB31x) and its names,
 * references, types and expressions (SB41x to SB44x). Issues carry pointers; lines are added by whoever has the text.
 */
export function checkGraph(graph: WorkflowGraph, catalogue: Catalogue): Issue[] {
  const flow = readFlow(graph.root);
  const subject: Subject = { graph, catalogue, flow, rootsAt: createRoots(graph, catalogue, flow) };
  const issues = new Map<string, Issue>();
  // One slip can be seen from several places; it is told once.
  const note = (issue: Issue) => issues.set(`${issue.code} ${issue.pointer} ${issue.message}`, issue);
  const findings: Findings = {
    error: (code, pointer, message) => note({ code, severity: 'error', pointer, message }),
    warning: (code, pointer, message) => note({ code, severity: 'warning', pointer, message }),
  };
  for (const { check } of CHECKS) check(subject, findings);
  return [...issues.values()];
}
