import type { WorkflowGraph } from '../../workflow/graph/graph.ts';
import { listNodes } from '../../workflow/graph/list-nodes.ts';
import type { Issue } from '../../workflow/issue.ts';
import { joinPointer } from '../../workflow/json-pointer.ts';
import type { Expectation } from './case-schema.ts';
import { unknownStep } from './resolve-scenario.ts';

/** Names in an expectation that no step has, so that a typing error is not a failed case. */
export function checkExpectation(graph: WorkflowGraph, expect: Expectation, pointer: string): Issue[] {
  const nodes = listNodes(graph.root);
  const check = (step: string, ...keys: readonly (string | number)[]): Issue[] => {
    if (nodes.has(step)) return [];
    const { problem } = unknownStep(step, nodes);
    return [{ code: 'SB837', severity: 'error', pointer: joinPointer(pointer, ...keys), message: problem }];
  };
  return [
    ...(expect.path ?? []).flatMap((entry, index) => check(entry.split('.')[0] ?? '', 'path', index)),
    ...(expect.messages ?? []).flatMap(({ step }, index) => (step === undefined ? [] : check(step, 'messages', index))),
    ...Object.keys(expect.inputs ?? {}).flatMap((step) => check(step, 'inputs', step)),
  ];
}
