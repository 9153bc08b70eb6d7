import type { Catalogue, Fields, FieldType } from '../../catalogue/catalogue.ts';
import { readFields } from '../../catalogue/type-notation.ts';
import type { DoNode, Node, Scope } from '../../graph/graph.ts';
import { mergeTypes } from '../../references/merge-types.ts';
import { exitsOf, type Outcome } from '../flow/node-exits.ts';

const ERROR_OUTPUT: FieldType = {
  type: 'object',
  fields: { error: { type: 'object', fields: { code: { type: 'text' }, message: { type: 'text' } } } },
};
const NO_OUTPUT: FieldType = { type: 'object', fields: {} };

/** What `steps.<id>` is after the step ended in that way: an object in every case. */
export function outputType(node: Node, outcome: Outcome, catalogue: Catalogue): FieldType {
  if (outcome === 'error') return ERROR_OUTPUT;
  switch (node.kind) {
    case 'do':
      return actionOutput(node, catalogue);
    case 'wait':
    case 'jump':
      return NO_OUTPUT;
    case 'routes':
      return object({ route: words([...node.routes.map((route) => route.id), 'otherwise']) });
    case 'experiment':
      return object({ variant: words([...node.variants.map((variant) => variant.id), 'hold_out']) });
    case 'wait_for': {
      const told = { outcome: words(['received', 'timed_out']) };
      return object(outcome === 'done' ? { ...told, received: eventData(node.event, catalogue) } : told);
    }
    case 'approve': {
      const decision = { decision: words(['approved', 'rejected', 'timed_out']) };
      if (outcome === 'timed_out') return object(decision);
      const edited = Object.fromEntries(Object.keys(node.edit ?? {}).map((name) => [name, { type: 'text' as const }]));
      const comment = { type: 'text', optional: true } as const;
      return object({ ...decision, by: { type: 'text' }, comment, edited: object(edited) });
    }
    case 'parallel': {
      const outputs = node.branches.map((branch) => [branch.id, lastOutput(branch.scope, catalogue)]);
      return object(Object.fromEntries(outputs));
    }
    case 'each':
      return object({ results: { type: 'list', of: lastOutput(node.scope, catalogue) } });
  }
}

/** The data of an event as one type; of an unknown event, which has an issue of its own, anything. */
export function eventData(name: string, catalogue: Catalogue): FieldType {
  const event = catalogue.events.get(name);
  return event === undefined ? { type: 'any' } : object(event.data);
}

function actionOutput(node: DoNode, catalogue: Catalogue): FieldType {
  const action = catalogue.actions.get(node.action);
  if (action === undefined) return { type: 'object', fields: {}, open: true };
  if (node.returns === undefined || action.returns === undefined) return object(action.output);
  const returned = object(readFields(node.returns, 'optional').fields);
  return object({ ...action.output, [action.returns]: returned });
}

/** What the last step of a branch or of an `each` leaves; which step that is can differ from run to run. */
function lastOutput(scope: Scope, catalogue: Catalogue): FieldType {
  const types = [...scope.nodes.values()].flatMap((node) => {
    const last = exitsOf(node).filter((exit) => exit.target.kind === 'scope_end');
    return [...new Set(last.map((exit) => exit.outcome))].map((outcome) => outputType(node, outcome, catalogue));
  });
  const [first, ...rest] = types;
  return first === undefined ? { type: 'any' } : rest.reduce(mergeTypes, first);
}

function object(fields: Fields): FieldType {
  return { type: 'object', fields };
}

function words(values: readonly string[]): FieldType {
  return { type: 'text', values };
}
