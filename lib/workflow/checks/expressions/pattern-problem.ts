import { checkBacktracking } from './check-backtracking.cjs';

/** Without one of these nothing is repeated, so nothing takes long. */
const REPEATS = /[*+{]/;
/** Escapes and classes of RE2 that JavaScript takes for plain letters. */
const ONLY_RE2 = /^(\\[AzZQECapP]|\\x\{|\[\[:)/;

/**
 * Why a pattern that RE2 reads cannot be used all the same: Step Functions runs it on an engine that backtracks, with
 * JavaScript's syntax.
 */
export function patternProblem(source: string): { readonly code: string; readonly message: string } | undefined {
  if (readsOtherwiseInJavaScript(source)) {
    const message = `"${source}" means something else to Step Functions, which reads patterns as JavaScript does. Leave out what only RE2 knows, such as (?i), \\A, \\z, \\pL and [[:alpha:]]`;
    return { code: 'SB446', message };
  }
  if (!REPEATS.test(source)) return undefined;
  const found = checkBacktracking(source, '', { timeout: 1_000 });
  if (found.status !== 'vulnerable') return undefined;
  // Looking for a text twice, as in ^.*a.*$, is quadratic, common, and bearable on the texts that events hold.
  if (found.complexity.type === 'polynomial' && found.complexity.degree <= 2) return undefined;
  const message = `"${source}" can take for ever on some texts. Do not repeat what is repeated already, as in (a+)+, nor give two ways to read one text`;
  return { code: 'SB445', message };
}

function readsOtherwiseInJavaScript(source: string): boolean {
  try {
    new RegExp(source);
  } catch {
    return true;
  }
  return (source.match(/\\x\{|\\.|\[\[:/gs) ?? []).some((sign) => ONLY_RE2.test(sign));
}
