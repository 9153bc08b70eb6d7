import { RE2JS } from 're2js';

/** A user's regular expression, run in linear time whatever the text: found anywhere in it. */
export function compilePattern(pattern: string, ignoreCase: boolean): (text: string) => boolean {
  const program = RE2JS.compile(RE2JS.translateRegExp(pattern), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  return (text) => program.matcher(text).find();
}
