import type { z } from 'zod';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { joinPointer, valueAt } from '../json-pointer.ts';
import { suggestion } from '../references/nearest-name.ts';

/** What zod found in a catalogue file, as issues with code SB501: one for each unknown key and each wrong value. */
export function describeSchemaIssues(
  issues: readonly z.core.$ZodIssue[],
  tree: Json,
  knownKeys: readonly string[],
): Issue[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
    const pointer = joinPointer('', ...path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) =>
        structureIssue(joinPointer(pointer, key), `There is no key "${key}" here.${suggestion(key, knownKeys)}`),
      );
    }
    const subject = path.length === 0 ? 'The file' : `"${path.join('.')}"`;
    return [structureIssue(pointer, `${subject} ${describe(issue, valueAt(tree, pointer))}.`)];
  });
}

function describe(issue: z.core.$ZodIssue, value: Json | undefined): string {
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => inner.message).join(', and ');
  if (issue.code !== 'invalid_type') return issue.message;
  const wanted = issue.expected === 'string' ? 'text' : issue.expected === 'array' ? 'a list' : 'a map';
  return value === undefined ? `is missing: write ${wanted}` : `must be ${wanted}`;
}

function structureIssue(pointer: string, message: string): Issue {
  return { code: 'SB501', severity: 'error', pointer, message };
}
