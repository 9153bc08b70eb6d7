/**
 * A user's regular expression as JSONata's `/…/` literal. JSONata finds the closing slash by counting brackets without knowing
 * of character classes, so every bracket that stands for itself is escaped, as are slashes and line breaks.
 */
export function patternLiteral(pattern: string, ignoreCase: boolean): string {
  const text = pattern.replace(TOKEN, (token) => {
    const [, opening = '', body = ''] = CLASS.exec(token) ?? [];
    return opening === '' ? escaped(token) : `${opening}${body.replace(CLASS_TOKEN, escaped)}]`;
  });
  return `/${text}/${ignoreCase ? 'i' : ''}`;
}

/** What does not mean itself (an escape, a class, a repetition), or one character that JSONata would misread. */
const TOKEN = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\{[0-9]+(?:,[0-9]*)?\}|[\n\r/{}\]]/gu;
const CLASS = /^(\[\^?)([\s\S]*)\]$/u;
const CLASS_TOKEN = /\\[\s\S]|[\n\r/{}()[\]]/gu;

function escaped(token: string): string {
  return SPELLINGS[token] ?? (token.length === 1 ? `\\${token}` : token);
}

/** JSONata asks of the character before a bracket only whether it is a backslash, so none may end in one. */
const SPELLINGS: Readonly<Record<string, string>> = { '\\\\': '\\x5c', '\n': '\\n', '\r': '\\r' };
