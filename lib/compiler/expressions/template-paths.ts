import type { Json } from '../../workflow/json.ts';
import type { Path } from '../../workflow/references/path.ts';
import { isTemplate, parseTemplate, pathsOf, referencesOf } from '../../workflow/references/template.ts';

/** All paths that the texts inside a value read, in the order they stand there. Texts have been checked before. */
export function templatePaths(value: Json | undefined): readonly Path[] {
  if (typeof value === 'string') return isTemplate(value) ? pathsIn(value) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(templatePaths);
}

function pathsIn(text: string): Path[] {
  const template = parseTemplate(text);
  return 'parts' in template ? referencesOf(template).flatMap(pathsOf) : [];
}
