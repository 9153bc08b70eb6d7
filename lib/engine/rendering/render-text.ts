const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** A value as it stands inside text. Missing and null are nothing; lists and objects are an error. */
export function toText(value: unknown): string {
  const plain = value instanceof Object ? value.valueOf() : value;
  if (plain === undefined || plain === null) return '';
  if (typeof plain === 'object')
    throw new TypeError(`${Array.isArray(plain) ? 'a list' : 'an object'} cannot stand in text`);
  if (typeof plain === 'number' && !Number.isFinite(plain)) throw new RangeError('the result is no number');
  return String(plain);
}

/** The same, for HTML: what a value holds becomes neither markup nor the end of an attribute. */
export function toHtml(value: unknown): string {
  return toText(value).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
