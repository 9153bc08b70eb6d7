import type { FieldType } from '../../catalogue/catalogue.ts';
import { filterType } from '../../references/filter-type.ts';
import { formatPath, type Path } from '../../references/path.ts';
import { type AskRoot, nounOf, resolveType } from '../../references/resolve-type.ts';
import { isTemplate, parseTemplate, type Reference, wholeReference } from '../../references/template.ts';
import type { Findings } from '../subject.ts';

/** What a text of a definition amounts to. */
export interface TextValue {
  /** Unknown where a reference is wrong, which has been reported. */
  readonly type?: FieldType;
  /** It is what it says, without references. */
  readonly literal: boolean;
  /** It is one reference and nothing else. */
  readonly whole: boolean;
  /** Paths that may lead to nothing and have no `default`. */
  readonly maybeMissing: readonly Path[];
}

/** Reads a text with its references and reports every reference that is wrong. */
export function readText(text: string, pointer: string, ask: AskRoot, findings: Findings): TextValue {
  const plain: TextValue = { type: { type: 'text' }, literal: true, whole: false, maybeMissing: [] };
  if (!isTemplate(text)) return plain;
  const template = parseTemplate(text);
  // The building of the graph has told what is wrong with it.
  if ('problem' in template) return { literal: false, whole: false, maybeMissing: [] };
  const whole = wholeReference(template);
  if (whole !== undefined) return { ...readReference(whole, pointer, ask, findings), literal: false, whole: true };
  const maybeMissing = template.parts.flatMap((part) => {
    if (part.kind === 'text') return [];
    const value = readReference(part, pointer, ask, findings);
    if (value.type?.type === 'list' || value.type?.type === 'object') {
      const mend =
        value.type.type === 'list'
          ? `Join its items: ${part.source.replace(/\s*\}\}$/, " | join: ', ' }}")}`
          : 'Name one of its fields';
      findings.error('SB423', pointer, `${part.source} is ${nounOf(value.type)}, and there is text around it. ${mend}`);
    }
    return value.maybeMissing;
  });
  return { type: { type: 'text' }, literal: false, whole: false, maybeMissing };
}

/** The type of a path, reported when it leads nowhere. */
export function readPathType(
  path: Path,
  pointer: string,
  ask: AskRoot,
  findings: Findings,
): { readonly type: FieldType; readonly mayBeMissing: boolean } | undefined {
  const resolved = resolveType(path, ask);
  if (resolved.kind === 'known') return resolved;
  findings.error(resolved.code, pointer, resolved.message);
  return undefined;
}

function readReference(
  reference: Reference,
  pointer: string,
  ask: AskRoot,
  findings: Findings,
): Pick<TextValue, 'type' | 'maybeMissing'> {
  const read = readPathType(reference.path, pointer, ask, findings);
  let type = read?.type;
  let maybeMissing = read?.mayBeMissing === true ? [reference.path] : [];
  for (const filter of reference.filters) {
    const [argument] = filter.arguments.map((given) =>
      given.kind === 'literal' ? literalType(given.value) : readPathType(given.path, pointer, ask, findings)?.type,
    );
    if (filter.name === 'default') maybeMissing = [];
    const filtered = type && filterType(filter.name, type, argument ?? { type: 'any' });
    if (filtered !== undefined && 'problem' in filtered) {
      findings.error('SB447', pointer, `${filtered.problem}: ${formatPath(reference.path)} cannot go through it`);
      return { maybeMissing };
    }
    type = filtered?.type;
  }
  return type === undefined ? { maybeMissing } : { type, maybeMissing };
}

function literalType(value: string | number | boolean): FieldType {
  if (typeof value === 'string') return { type: 'text' };
  return { type: typeof value === 'number' ? 'number' : 'boolean' };
}
