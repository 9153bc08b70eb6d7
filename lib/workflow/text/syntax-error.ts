import type { YAMLParseError } from 'yaml';

const MENDS: Partial<Record<YAMLParseError['code'], string>> = {
  TAB_AS_INDENT: 'Indent with spaces',
  BAD_INDENT: 'Line it up with its neighbours',
  BLOCK_AS_IMPLICIT_KEY: 'Quote a text that holds ": "',
  UNEXPECTED_TOKEN: 'Quote the text, or close what stands open before it',
  MISSING_CHAR: 'Write "key: value", close quotes and brackets, and quote a text that holds one of : , [ ] { }',
  BAD_SCALAR_START: 'Quote a text that begins with a sign',
};

/** A parser's error as code and message of ours. */
export function describeSyntaxError(error: YAMLParseError): { readonly code: string; readonly message: string } {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return { code: 'SB104', message: 'This key stands twice in one map. Remove one of the two' };
    case 'MULTIPLE_DOCS':
      return { code: 'SB101', message: 'A file holds one document. Move what follows "---" into a file of its own' };
    case 'BAD_ALIAS':
      return {
        code: 'SB102',
        message: 'A definition has no aliases. Write the value out, or quote a text that begins with *',
      };
    default: {
      const mend = MENDS[error.code] ?? 'Check indentation, quotes and brackets up to here';
      return { code: 'SB100', message: `This is not valid YAML: ${lowerFirst(error.message)}. ${mend}` };
    }
  }
}

function lowerFirst(message: string): string {
  return message.slice(0, 1).toLowerCase() + message.slice(1);
}
