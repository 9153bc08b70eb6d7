import { type AppError, invalid } from '../../../errors/app-error.ts';

const ADDRESS = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/;
const NAMED = /^[^<>\r\n]*<([^<>]+)>$/;

/** `ana@example.com`, or `Ana <ana@example.com>`: one address, nothing that could add another or a header. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 320 && ADDRESS.test(NAMED.exec(text)?.[1] ?? text);
}

/** Not to be sent to or from. The address itself is personal data and is not told. */
export function badAddress(what: string): AppError {
  return invalid({
    code: 'bad_address',
    message: `${what} is no e-mail address.`,
    resolution:
      'Write one address, such as ana@example.com or Ana <ana@example.com>, or check the field it comes from.',
    details: { effect: 'none' },
  });
}
