import type { FieldType } from '../catalogue/catalogue.ts';
import { joinPointer } from '../json-pointer.ts';
import { readBarePath } from '../references/read-path.ts';
import type { EachStep, ParallelStep } from '../schema/step-schema.ts';
import type { Making } from './building.ts';
import { takeItemNames } from './check-item-names.ts';
import { conditionPlace } from './condition-places.ts';
import type { EachNode, ParallelNode } from './graph.ts';
import { nameOfId } from './name-of-id.ts';
import { baseOf, onError } from './node-base.ts';

/** Branches that run side by side, each a scope. */
export function buildParallel(step: ParallelStep, making: Making): ParallelNode {
  const branches = step.parallel.map(({ id, name = nameOfId(id) }, index) => ({
    id,
    name,
    scope: making.scopeOf(`${making.written.id}.${id}`, making.around, 'parallel', index, 'then'),
  }));
  return { kind: 'parallel', ...baseOf(making), branches, ...onError(step.on_error, making), next: making.next };
}

/** A scope that runs for every item of a list. */
export function buildEach(step: EachStep, making: Making): EachNode {
  const { building, written, around } = making;
  const list = readBarePath(step.each, joinPointer(written.pointer, 'each'), building.report);
  const as = step.as ?? 'item';
  const items = takeItemNames(as, making);
  const roots = {
    ...around.roots,
    [as]: itemType(conditionPlace(building, around.roots).typeOf(list)),
    [`${as}_index`]: NUMBER,
  };
  return {
    kind: 'each',
    ...baseOf(making),
    list,
    as,
    concurrency: step.concurrency ?? 10,
    scope: making.scopeOf(written.id, { roots, items }, 'then'),
    ...onError(step.on_error, making),
    next: making.next,
  };
}

const NUMBER: FieldType = { type: 'number' };

function itemType(list: FieldType | undefined): FieldType {
  return list?.type === 'list' ? list.of : { type: 'any' };
}
