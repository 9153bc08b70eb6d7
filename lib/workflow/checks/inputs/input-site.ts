import type { JsonObject } from '../../json.ts';
import { formatPath } from '../../references/path.ts';
import { readText, type TextValue } from '../references/read-text.ts';
import type { Site } from '../subject.ts';

/** The input of one action: what the checks of its fields share. */
export interface InputSite extends Site {
  /** The whole input, as a field's type can depend on another field. */
  readonly input: JsonObject;
  /** What a contact would read with a gap where a value is missing. */
  readonly isMessage: boolean;
}

/** Reads a text of an input; in a message, what may be missing needs a `default`. */
export function readInputText(text: string, pointer: string, { ask, findings, isMessage }: InputSite): TextValue {
  const value = readText(text, pointer, ask, findings);
  for (const path of isMessage ? value.maybeMissing : []) {
    const name = formatPath(path);
    const message = `${name} may be missing, and the message would have a gap. Give it a default: {{ ${name} | default: '…' }}`;
    findings.warning('SB418', pointer, message);
  }
  return value;
}
