import type { Catalogue, FieldType } from '../catalogue/catalogue.ts';
import { eventData, outputType } from '../checks/types/step-output.ts';
import type { ConditionPlace } from '../conditions/condition-place.ts';
import type { Path } from '../references/path.ts';
import { type RootTypes, typeOfPath } from '../references/path-type.ts';
import type { TriggerDefinition } from '../schema/workflow-schema.ts';
import type { Building } from './building.ts';

/** What types depend on. */
export type TypeSource = Pick<Building, 'catalogue' | 'report' | 'zone' | 'built'>;

const RUN: FieldType = { type: 'object', fields: { version: { type: 'number' }, started_at: { type: 'time' } } };

/** Types of the roots of a whole workflow. Whether a root may be named at a place is for the checks to say. */
export function workflowRoots(trigger: TriggerDefinition, catalogue: Catalogue): RootTypes {
  const records = [...catalogue.records].map(([name, { fields }]) => [name, { type: 'object', fields }] as const);
  const event = 'event' in trigger ? { event: eventData(trigger.event, catalogue) } : {};
  return { ...Object.fromEntries(records), ...event, run: RUN };
}

/** The place of conditions that can name these roots, and outputs of the steps built so far. */
export function conditionPlace(source: TypeSource, roots: RootTypes): ConditionPlace {
  const { catalogue, report, zone, built } = source;
  return {
    report,
    zone,
    typeOf: (path) => (path.root === 'steps' ? outputOf(path, source) : typeOfPath(path, roots)),
    receiving: (event) => conditionPlace(source, { ...roots, received: eventData(event, catalogue) }),
  };

  function outputOf({ segments: [id, ...segments] }: Path, { catalogue }: TypeSource): FieldType | undefined {
    const node = built.get(String(id));
    return node && typeOfPath({ root: 'output', segments }, { output: outputType(node, 'done', catalogue) });
  }
}
