import type { z } from 'zod';
import type { Issue } from '../issue.ts';
import { joinPointer } from '../json-pointer.ts';
import { examine } from '../schema/find-problems.ts';
import { placeIssue } from './place-issue.ts';
import { readYaml } from './read-yaml.ts';
import type { SourcePositions } from './source-positions.ts';

/** A file beside workflow files (test cases, a template, a bundle), and everything that is wrong with it. */
export interface ReadDocument<Value> {
  /** Absent when the text has errors. */
  readonly value?: Value;
  readonly positions: SourcePositions;
  /** Codes SB1xx for the text, SB2xx for its structure, with line and column. */
  readonly issues: readonly Issue[];
}

/** Reads YAML or JSON by the language's text rules, and checks it against a schema. */
export function readDocument<Value>(
  schema: z.ZodType<Value>,
  { text, file }: { readonly text: string; readonly file?: string },
): ReadDocument<Value> {
  const { tree, positions, issues: textIssues } = readYaml(text, file);
  if (tree === undefined || textIssues.some(({ severity }) => severity === 'error')) {
    return { positions, issues: textIssues };
  }
  const examined = examine(schema, tree);
  if ('data' in examined) return { value: examined.data, positions, issues: textIssues };
  const problems = examined.problems.map(({ path, message: coded }): Issue => {
    const [code, said] = [coded.slice(0, 5), coded.slice(6)];
    const message = code === 'SB204' ? `${said} must be text: quote it` : said;
    return { code, severity: 'error', pointer: joinPointer('', ...path.map(String)), message };
  });
  return { positions, issues: [...textIssues, ...problems.map((issue) => placeIssue(issue, positions, file))] };
}
