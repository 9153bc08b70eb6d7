import type { Condition, Operand } from '../../workflow/conditions/condition.ts';

/**
 * The conjuncts of a trigger's condition that need nothing but the event, so that they can be tried before anything is
 * read. An expression may read anything.
 */
export function eventPart(condition: Condition): readonly Condition[] {
  const conjuncts = condition.kind === 'all' ? condition.conditions : [condition];
  return conjuncts.filter(needsEventAlone);
}

function needsEventAlone(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.every(needsEventAlone);
    case 'not':
      return needsEventAlone(condition.condition);
    case 'happened':
    case 'business_hours':
    case 'expression':
      return false;
    case 'exists':
    case 'empty':
    case 'matches':
    case 'within':
      return isOfEvent(condition.field.root);
    case 'one_of':
    case 'contains':
      return isOfEvent(condition.field.root) && condition.values.every(operandIsOfEvent);
    case 'equals':
    case 'starts_with':
    case 'ends_with':
    case 'compare':
    case 'count':
      return isOfEvent(condition.field.root) && operandIsOfEvent(condition.value);
  }
}

function isOfEvent(root: string): boolean {
  return root === 'event' || root === 'now';
}

function operandIsOfEvent(operand: Operand): boolean {
  return operand.kind === 'literal' || isOfEvent(operand.path.root);
}
