import type { Catalogue } from '../catalogue/catalogue.ts';
import { isAddress } from '../checks/inputs/check-name.ts';
import type { Condition } from '../conditions/condition.ts';
import { findReferences } from '../expressions/find-references.ts';
import type { Node, Scope, Trigger, WorkflowGraph } from '../graph/graph.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import type { Path } from '../references/path.ts';
import { isTemplate, parseTemplate, pathsOf, referencesOf } from '../references/template.ts';
import { collectFieldNeeds } from './collect-input-needs.ts';
import { type MissingName, type Needs, needsOf } from './needs.ts';

/** Everything that a checked workflow names, what the built-in catalogue has included. */
export function collectNeeds(graph: WorkflowGraph, catalogue: Catalogue): Needs {
  const found: readonly MissingName[] = [
    ...triggerNeeds(graph.trigger),
    ...named('consents', graph.audience.consent === 'none' ? undefined : graph.audience.consent),
    ...named('events', graph.goal?.event),
    ...conditionNeeds(graph.goal?.condition),
    ...scopeNeeds(graph.root, catalogue),
    ...textNeeds(graph.definition),
  ];
  return needsOf((kind) => found.filter((one) => one.kind === kind).map(({ name }) => name));
}

function named(kind: MissingName['kind'], name: string | undefined): readonly MissingName[] {
  return name === undefined ? [] : [{ kind, name }];
}

function triggerNeeds(trigger: Trigger): readonly MissingName[] {
  switch (trigger.kind) {
    case 'event':
      return [...named('events', trigger.event), ...conditionNeeds(trigger.condition)];
    case 'schedule':
      return named('segments', trigger.segment);
    case 'date':
      return pathNeeds(trigger.field);
  }
}

function scopeNeeds(scope: Scope, catalogue: Catalogue): readonly MissingName[] {
  return [...scope.nodes.values()].flatMap((node) => nodeNeeds(node, catalogue));
}

function nodeNeeds(node: Node, catalogue: Catalogue): readonly MissingName[] {
  switch (node.kind) {
    case 'do': {
      const inputs = catalogue.actions.get(node.action)?.input ?? {};
      const inInputs = Object.entries(node.input).flatMap(([key, value]) => collectFieldNeeds(value, inputs[key]));
      return [...named('actions', node.action), ...inInputs];
    }
    case 'routes':
      return node.routes.flatMap(({ condition }) => conditionNeeds(condition));
    case 'wait':
      return node.wait.kind === 'calendar' ? named('calendars', node.wait.calendar.businessHours) : [];
    case 'wait_for':
      return [...named('events', node.event), ...conditionNeeds(node.condition)];
    case 'approve':
      return [...node.by, ...(node.escalateTo ?? [])].flatMap((name) => (isAddress(name) ? [] : named('teams', name)));
    case 'parallel':
      return node.branches.flatMap(({ scope }) => scopeNeeds(scope, catalogue));
    case 'each':
      return [...pathNeeds(node.list), ...scopeNeeds(node.scope, catalogue)];
    case 'experiment':
    case 'jump':
      return [];
  }
}

function conditionNeeds(condition: Condition | undefined): readonly MissingName[] {
  if (condition === undefined) return [];
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap(conditionNeeds);
    case 'not':
      return conditionNeeds(condition.condition);
    case 'happened':
      return [...named('events', condition.event), ...conditionNeeds(condition.condition)];
    case 'business_hours':
      return named('calendars', condition.calendar);
    case 'expression':
      return findReferences(condition.source).flatMap(({ path }) => pathNeeds(path));
    default:
      return pathNeeds(condition.field);
  }
}

/** References stand in texts of every kind; none but references has braces. */
function textNeeds(value: Json): readonly MissingName[] {
  if (isJsonList(value)) return value.flatMap(textNeeds);
  if (isJsonObject(value)) return Object.values(value).flatMap(textNeeds);
  if (typeof value !== 'string' || !isTemplate(value)) return [];
  const template = parseTemplate(value);
  return 'problem' in template ? [] : referencesOf(template).flatMap(pathsOf).flatMap(pathNeeds);
}

function pathNeeds({ root, segments: [field] }: Path): readonly MissingName[] {
  return root === 'contact' && typeof field === 'string' ? [{ kind: 'contact_fields', name: field }] : [];
}
