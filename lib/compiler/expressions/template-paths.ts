import type { Json, JsonObject } from '../../workflow/json.ts';
import type { Path } from '../../workflow/references/path.ts';
import { isTemplate, parseTemplate, pathsOf, referencesOf } from '../../workflow/references/template.ts';

/** All paths that the texts inside a value read, in the order they stand there. Texts have been checked before. */
export function templatePaths(value: Json | undefined): readonly Path[] {
  const paths: Path[] = [];
  collect(value, paths);
  return paths;
}

function collect(value: Json | undefined, paths: Path[]): void {
  if (typeof value === 'string') {
    if (isTemplate(value)) paths.push(...pathsIn(value));
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) collect((value as JsonObject)[key], paths);
  }
}

function pathsIn(text: string): Path[] {
  const template = parseTemplate(text);
  return 'parts' in template ? referencesOf(template).flatMap(pathsOf) : [];
}
