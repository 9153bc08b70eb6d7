import type { FieldType } from '../catalogue/catalogue.ts';
import type { Path } from './path.ts';
import { NOW_PARTS } from './resolve-type.ts';

/** The type of each root that can be named at some place. */
export type RootTypes = Readonly<Record<string, FieldType>>;

/** The declared type of what a path reads, or nothing where it is not known: an open object, an unknown name. */
export function typeOfPath({ root, segments }: Path, roots: RootTypes): FieldType | undefined {
  if (root === 'now') return segments.length === 0 ? { type: 'time' } : NOW_PARTS[String(segments[0])];
  let type = Object.hasOwn(roots, root) ? roots[root] : undefined;
  for (const segment of segments) {
    if (typeof segment === 'number') type = type?.type === 'list' ? type.of : undefined;
    else type = type?.type === 'object' && Object.hasOwn(type.fields, segment) ? type.fields[segment] : undefined;
  }
  return type;
}
