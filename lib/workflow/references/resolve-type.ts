import type { FieldType } from '../catalogue/catalogue.ts';
import { nearestName } from './nearest-name.ts';
import { formatPath, type Path } from './path.ts';

/** What a path leads to, or why it leads nowhere. */
export type ResolvedType =
  | { readonly kind: 'known'; readonly type: FieldType; readonly mayBeMissing: boolean }
  | { readonly kind: 'wrong'; readonly code: string; readonly message: string };

/** What a root is at some place of a workflow. A `wrong` one says why it cannot be read there. */
export type AskRoot = (path: Path) => RootType;

export type RootType =
  | {
      readonly kind: 'known';
      readonly type: FieldType;
      readonly mayBeMissing: boolean;
      /** How many segments of the path the type stands for: 0 for most roots, 1 for `steps.<id>`. */
      readonly used: number;
    }
  | { readonly kind: 'wrong'; readonly code: string; readonly message: string };

/** `now` is a time that also has parts, in the workflow's zone. */
export const NOW_PARTS: Readonly<Record<string, FieldType>> = {
  date: { type: 'date' },
  clock: { type: 'clock' },
  weekday: { type: 'text', values: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
};

/** The type at the end of a path. Below `any` and in open objects everything may be there, and may be missing. */
export function resolveType(path: Path, askRoot: AskRoot): ResolvedType {
  const root = askRoot(path);
  if (root.kind === 'wrong') return root;
  let { type, mayBeMissing } = root;
  for (const [index, segment] of path.segments.entries()) {
    if (index < root.used) continue;
    const parent = { root: path.root, segments: path.segments.slice(0, index) };
    const next = typeof segment === 'number' ? itemType(parent, type) : fieldType(parent, type, segment);
    if (next.kind === 'wrong') return next;
    type = next.type;
    mayBeMissing ||= next.mayBeMissing;
  }
  return { kind: 'known', type, mayBeMissing };
}

/** Items of a list may always be missing: it can be shorter. */
function itemType(parent: Path, type: FieldType): ResolvedType {
  if (type.type === 'list') return { kind: 'known', type: type.of, mayBeMissing: true };
  if (type.type === 'any') return { kind: 'known', type, mayBeMissing: true };
  return wrong('SB414', `${formatPath(parent)} is ${nounOf(type)}, not a list: it has no items. Leave the index out.`);
}

function fieldType(parent: Path, type: FieldType, name: string): ResolvedType {
  if (type.type === 'any') return { kind: 'known', type, mayBeMissing: true };
  if (type.type === 'list') {
    const list = formatPath(parent);
    return wrong('SB413', `${list} is a list: a path does not run through it. Name an item, ${list}[0], or use each.`);
  }
  const fields = type.type === 'object' ? type.fields : parent.root === 'now' ? NOW_PARTS : undefined;
  if (fields === undefined) {
    return wrong('SB414', `${formatPath(parent)} is ${nounOf(type)}: it has no field "${name}".`);
  }
  const found = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (found !== undefined) return { kind: 'known', type: found, mayBeMissing: found.optional === true };
  if (type.type === 'object' && type.open === true) return { kind: 'known', type: { type: 'any' }, mayBeMissing: true };
  return wrong('SB412', `${formatPath(parent)} has no field "${name}".${offer(name, Object.keys(fields))}`);
}

/** ` Did you mean …?`, or all there is when that is little. */
export function offer(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return ` Did you mean "${nearest}"?`;
  if (known.length === 0) return ' There is none to name.';
  return known.length <= 12 ? ` There is ${known.join(', ')}.` : '';
}

/** A type as a noun: `text`, `a number`, `a list`. */
export function nounOf(type: FieldType): string {
  switch (type.type) {
    case 'text':
      return 'text';
    case 'object':
      return 'an object';
    default:
      return `a ${type.type}`;
  }
}

function wrong(code: string, message: string): ResolvedType {
  return { kind: 'wrong', code, message };
}
