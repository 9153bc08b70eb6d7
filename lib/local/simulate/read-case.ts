import type { z } from 'zod';
import type { Issue } from '../../workflow/issue.ts';
import { joinPointer } from '../../workflow/json-pointer.ts';
import { findProblems } from '../../workflow/schema/find-problems.ts';
import { placeIssue } from '../../workflow/text/place-issue.ts';
import { readYaml } from '../../workflow/text/read-yaml.ts';
import type { SourcePositions } from '../../workflow/text/source-positions.ts';

/** A file of cases as its text says it, and everything that is wrong with it. */
export interface ReadCase<Value> {
  /** Absent when the text has errors. */
  readonly value?: Value;
  readonly positions: SourcePositions;
  readonly issues: readonly Issue[];
}

/** Reads YAML or JSON by the language's text rules, and checks it against a schema. */
export function readCase<Schema extends z.ZodType>(
  schema: Schema,
  { text, file }: { readonly text: string; readonly file: string },
): ReadCase<z.output<Schema>> {
  const { tree, positions, issues: textIssues } = readYaml(text, file);
  if (tree === undefined || textIssues.some(({ severity }) => severity === 'error')) {
    return { positions, issues: textIssues };
  }
  const problems = findProblems(schema, tree).map(({ path, message }): Issue => {
    const pointer = joinPointer('', ...path.map((key) => (typeof key === 'number' ? key : String(key))));
    const [code = '', ...words] = message.split(' ');
    if (code !== 'SB204') return { code, severity: 'error', pointer, message: words.join(' ') };
    return { code, severity: 'error', pointer, message: `${words.join(' ')} must be text: quote it` };
  });
  const issues = [...textIssues, ...problems.map((issue) => placeIssue(issue, positions, file))];
  const parsed = schema.safeParse(tree);
  return parsed.success ? { value: parsed.data, positions, issues } : { positions, issues };
}
