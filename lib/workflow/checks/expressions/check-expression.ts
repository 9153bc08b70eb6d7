import { formatPath } from '../../references/path.ts';
import { type AskRoot, resolveType } from '../../references/resolve-type.ts';
import type { Findings } from '../subject.ts';
import { patternProblem } from './pattern-problem.ts';
import { readExpression } from './read-expression.ts';

/** JSONata runs a path through every item of a list. */
const THROUGH_LIST = 'SB413';

/** Checks a free expression: its syntax, what Step Functions lacks, the roots it reads, and its patterns. */
export function checkExpression(source: string, pointer: string, ask: AskRoot, findings: Findings): void {
  const { paths, patterns, problems } = readExpression(source);
  for (const { code, message } of problems) findings.error(code, pointer, message);
  for (const path of paths) {
    const resolved = resolveType(path, ask);
    if (resolved.kind === 'known' || resolved.code === THROUGH_LIST) continue;
    findings.error(resolved.code, pointer, `In ${formatPath(path)}: ${resolved.message}`);
  }
  for (const pattern of patterns) {
    const problem = patternProblem(pattern.source);
    if (problem !== undefined) findings.error(problem.code, pointer, problem.message);
  }
}
