import type { Condition, HappenedCondition, Operand } from '../../workflow/conditions/condition.ts';
import { findReferences } from '../../workflow/expressions/find-references.ts';
import type { Path } from '../../workflow/references/path.ts';

/** What conditions read. */
export interface ConditionUses {
  /** Values that the condition's own expression reads, `now` and its parts included, in the order they stand there. */
  readonly paths: Path[];
  readonly happened: HappenedCondition[];
  readonly calendars: string[];
}

const TODAY: Path = { root: 'now', segments: ['date'] };

/** Collects what conditions read. What a `happened` asks of the other event is its own affair. */
export function conditionUses(conditions: readonly Condition[]): ConditionUses {
  const uses: ConditionUses = { paths: [], happened: [], calendars: [] };
  for (const condition of conditions) collect(condition, uses);
  return uses;
}

function collect(condition: Condition, uses: ConditionUses): void {
  switch (condition.kind) {
    case 'all':
    case 'any':
      for (const inner of condition.conditions) collect(inner, uses);
      return;
    case 'not':
      collect(condition.condition, uses);
      return;
    case 'happened':
      uses.happened.push(condition);
      return;
    case 'business_hours':
      uses.calendars.push(condition.calendar);
      return;
    case 'expression':
      uses.paths.push(...findReferences(condition.source).map(({ path }) => path));
      return;
    case 'within':
      uses.paths.push(condition.field);
      if (condition.as === 'date') uses.paths.push(TODAY);
      return;
    default:
      uses.paths.push(condition.field, ...operandsOf(condition).flatMap(pathOf));
  }
}

type FieldCondition = Extract<Condition, { readonly field: Path }>;

function operandsOf(condition: FieldCondition): readonly Operand[] {
  if ('values' in condition) return condition.values;
  return 'value' in condition ? [condition.value] : [];
}

function pathOf(operand: Operand): Path[] {
  return operand.kind === 'path' ? [operand.path] : [];
}
