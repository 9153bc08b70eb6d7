import { readFields } from '../../catalogue/type-notation.ts';
import type { ApproveNode, DoNode, EachNode, RoutesNode, WaitForNode, WaitNode } from '../../graph/graph.ts';
import type { Json } from '../../json.ts';
import { joinPointer, valueAt } from '../../json-pointer.ts';
import { nounOf } from '../../references/resolve-type.ts';
import { checkCondition } from '../conditions/check-condition.ts';
import { isReachable, type StepFlow } from '../flow/scope-flow.ts';
import { checkInputs } from '../inputs/check-input.ts';
import { readPathType, readText } from '../references/read-text.ts';
import type { Check, Findings, Site, Subject } from '../subject.ts';

/** What stands in the steps: inputs, conditions, texts and paths. What no path leads to is told by another check. */
export const checkSteps: Check = (subject, findings) => {
  for (const step of subject.flow.steps.values()) if (isReachable(step)) checkStep(step, subject, findings);
  for (const fail of subject.flow.fails) {
    if (!isReachable(fail)) continue;
    const ask = subject.rootsAt({ kind: 'step', at: fail });
    readText(fail.text, fail.pointer, ask, findings);
  }
};

function checkStep(step: StepFlow, subject: Subject, findings: Findings): void {
  const { node } = step;
  const place = { kind: 'step', at: step } as const;
  const site: Site = { subject, findings, place, ask: subject.rootsAt(place) };
  switch (node.kind) {
    case 'do':
      checkAction(node, site);
      break;
    case 'routes':
      checkRoutes(node, site);
      break;
    case 'wait':
      checkMoment(node, site);
      break;
    case 'wait_for':
      checkAwaited(node, step, site);
      break;
    case 'approve':
      checkTexts(node, site);
      break;
    case 'each':
      checkListPath(node, site);
      break;
    case 'experiment':
    case 'parallel':
    case 'jump':
      break;
  }
}

function checkAction(node: DoNode, site: Site): void {
  const action = site.subject.catalogue.actions.get(node.action);
  if (action === undefined) return;
  const input = { ...site, input: node.input, isMessage: action.sendsMessage };
  checkInputs(node.input, action.input, joinPointer(node.pointer, 'with'), input);
  if (node.returns === undefined) return;
  const pointer = joinPointer(node.pointer, 'returns');
  if (action.returns === undefined) {
    const message = `${action.name} returns what the catalogue says: steps.${node.id}.${Object.keys(action.output).join(', ')}. Remove returns`;
    site.findings.error('SB442', pointer, message);
  }
  for (const problem of readFields(node.returns, 'optional', pointer).problems) {
    site.findings.error('SB442', problem.pointer, problem.message);
  }
}

function checkRoutes(node: RoutesNode, site: Site): void {
  for (const index of node.routes.keys()) {
    const pointer = joinPointer(node.pointer, 'routes', index, 'if');
    checkCondition(written(pointer, site), pointer, site);
  }
}

function checkMoment(node: WaitNode, { ask, findings }: Site): void {
  const until = node.wait.kind === 'calendar' ? node.wait.calendar.until : undefined;
  if (until?.kind !== 'path') return;
  const pointer = joinPointer(node.pointer, 'wait', 'until');
  const type = readPathType(until.path, pointer, ask, findings)?.type;
  if (type === undefined || type.type === 'any' || type.type === 'time' || type.type === 'date') return;
  findings.error('SB422', pointer, `This is ${nounOf(type)}, and a wait ends at a time or a date`);
}

function checkAwaited(node: WaitForNode, at: StepFlow, site: Site): void {
  const place = { kind: 'step', at, received: node.event } as const;
  const pointer = joinPointer(node.pointer, 'if');
  checkCondition(written(pointer, site), pointer, { ...site, place, ask: site.subject.rootsAt(place) });
}

function checkTexts(node: ApproveNode, { ask, findings }: Site): void {
  readText(node.question, joinPointer(node.pointer, 'approve'), ask, findings);
  readText(node.show ?? '', joinPointer(node.pointer, 'show'), ask, findings);
  for (const [name, text] of Object.entries(node.edit ?? {})) {
    readText(text, joinPointer(node.pointer, 'edit', name), ask, findings);
  }
}

function checkListPath(node: EachNode, { ask, findings }: Site): void {
  const pointer = joinPointer(node.pointer, 'each');
  const type = readPathType(node.list, pointer, ask, findings)?.type;
  if (type === undefined || type.type === 'any' || type.type === 'list') return;
  findings.error('SB421', pointer, `This path leads to ${nounOf(type)}, and each goes through a list`);
}

/** Conditions are checked as they are written, since their normal form no longer knows the operators. */
function written(pointer: string, { subject }: Site): Json | undefined {
  return valueAt(subject.graph.definition, pointer);
}
