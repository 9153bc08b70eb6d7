import type { Report } from '../graph/report.ts';
import { parsePath } from './parse-path.ts';
import type { Path } from './path.ts';

/** The path that a definition writes bare; one that cannot be read is reported, and stands as a root of that name. */
export function readBarePath(text: string, pointer: string, report: Report): Path {
  const parsed = parsePath(text);
  if ('path' in parsed) return parsed.path;
  report('SB401', pointer, parsed.problem);
  return { root: text, segments: [] };
}
