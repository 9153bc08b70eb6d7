import { type Matcher, RE2JS } from 're2js';

const compiled = new WeakMap<RegExp, RE2JS>();

/** Compiles a pattern for RE2, in linear time whatever the text. Throws for what RE2 lacks, such as look-around. */
export function compileRe2(pattern: RegExp): RE2JS {
  const known = compiled.get(pattern);
  if (known !== undefined) {
    return known;
  }
  let flags = 0;
  if (pattern.flags.includes('i')) {
    flags |= RE2JS.CASE_INSENSITIVE;
  }
  if (pattern.flags.includes('m')) {
    flags |= RE2JS.MULTILINE;
  }
  const program = RE2JS.compile(RE2JS.translateRegExp(pattern.source), flags);
  compiled.set(pattern, program);
  return program;
}

/** The part of RegExp that JSONata's evaluator uses of its `RegexEngine`. */
export interface RegexEngine {
  lastIndex: number;
  exec(text: string): (Array<string | undefined> & { index: number }) | null;
}

/** What `jsonata(…, { RegexEngine })` takes: patterns written by users must not stall the process. */
export function re2Engine(this: unknown, pattern: RegExp): RegexEngine {
  const program = compileRe2(pattern);
  return {
    lastIndex: 0,
    exec(text) {
      const matcher = program.matcher(text);
      if (!matcher.find(this.lastIndex)) {
        this.lastIndex = 0;
        return null;
      }
      this.lastIndex = matcher.end();
      return Object.assign(groupsOf(matcher), { index: matcher.start() });
    },
  };
}

function groupsOf(matcher: Matcher): Array<string | undefined> {
  const groups: Array<string | undefined> = [];
  for (let group = 0; group <= matcher.groupCount(); group++) {
    groups.push(matcher.group(group) ?? undefined);
  }
  return groups;
}
