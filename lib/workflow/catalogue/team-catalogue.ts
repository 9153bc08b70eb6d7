import { readYaml } from '../text/read-yaml.ts';
import type { Catalogue } from './catalogue.ts';
import { type ExtendedCatalogue, readTeamCatalogue } from './read-team-catalogue.ts';

/**
 * The base catalogue and what the text of a `catalogue.yaml` (or the same tree as JSON) adds to it. Issues carry line,
 * column and file: SB1xx for the text, SB5xx for what it says.
 */
export function extendCatalogue(
  base: Catalogue,
  { text, file }: { readonly text: string; readonly file?: string },
): ExtendedCatalogue {
  const read = readYaml(text, file);
  if (read.tree === undefined) return { catalogue: base, issues: read.issues };
  const { catalogue, issues } = readTeamCatalogue(base, read.tree);
  const placed = issues.map((issue) => ({
    ...issue,
    ...read.positions.locate(issue.pointer),
    ...(file === undefined ? {} : { file }),
  }));
  return { catalogue, issues: [...read.issues, ...placed] };
}
