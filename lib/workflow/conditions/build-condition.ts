import { joinPointer } from '../json-pointer.ts';
import type {
  ConditionDefinition,
  HappenedDefinition,
  IfDefinition,
  NotHappenedDefinition,
} from '../schema/condition-schema.ts';
import { durationSeconds } from '../schema/duration.ts';
import { buildFieldCondition } from './build-field-condition.ts';
import { combine, negate } from './combine.ts';
import type { Condition } from './condition.ts';
import type { ConditionPlace } from './condition-place.ts';

/** The normal form of what `if` holds: of a list, all. What cannot be read is reported, and stands as `all` of nothing. */
export function buildCondition(definition: IfDefinition, pointer: string, place: ConditionPlace): Condition {
  if (!isList(definition)) return buildOne(definition, pointer, place);
  return buildGroup('all', definition, pointer, place);
}

function buildOne(definition: ConditionDefinition, pointer: string, place: ConditionPlace): Condition {
  if ('field' in definition) return buildFieldCondition(definition, pointer, place);
  if ('all' in definition) return buildGroup('all', definition.all, joinPointer(pointer, 'all'), place);
  if ('any' in definition) return buildGroup('any', definition.any, joinPointer(pointer, 'any'), place);
  if ('not' in definition) return negate(buildOne(definition.not, joinPointer(pointer, 'not'), place));
  if ('happened' in definition) return buildHistory(definition.happened, definition, pointer, place);
  if ('not_happened' in definition) return negate(buildHistory(definition.not_happened, definition, pointer, place));
  if ('business_hours' in definition) return { kind: 'business_hours', calendar: definition.business_hours };
  return { kind: 'expression', source: definition.expression };
}

function buildGroup(
  kind: 'all' | 'any',
  definitions: readonly ConditionDefinition[],
  pointer: string,
  place: ConditionPlace,
): Condition {
  const conditions = definitions.map((definition, index) => buildOne(definition, joinPointer(pointer, index), place));
  return combine(kind, conditions);
}

function buildHistory(
  event: string,
  definition: Omit<HappenedDefinition, 'happened'> | Omit<NotHappenedDefinition, 'not_happened'>,
  pointer: string,
  place: ConditionPlace,
): Condition {
  const { since, within_last: within, if: only } = definition;
  return {
    kind: 'happened',
    event,
    ...(since === undefined ? {} : { since }),
    ...(within === undefined ? {} : { withinSeconds: durationSeconds(within) }),
    ...(only === undefined
      ? {}
      : { condition: buildCondition(only, joinPointer(pointer, 'if'), place.receiving(event)) }),
  };
}

function isList(definition: IfDefinition): definition is readonly ConditionDefinition[] {
  return Array.isArray(definition);
}
