/** One attribute of one tag in HTML text. */
export interface HtmlAttribute {
  /** Lower case. */
  readonly tag: string;
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  readonly quoted: boolean;
}

const TAG = /<([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>?/g;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/g;

/** Attributes that a browser or a mail client follows or loads. */
const LINKS: ReadonlySet<string> = new Set([
  ...['href', 'src', 'srcset', 'action', 'formaction', 'xlink:href', 'background', 'poster', 'cite', 'data'],
]);
const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel', 'sms', 'cid']);
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  colon: ':',
  tab: '\t',
  newline: '\n',
  quot: '"',
  apos: "'",
};

/** Every attribute of every opening tag, in order. An unclosed tag counts, as browsers read it. */
export function listAttributes(html: string): HtmlAttribute[] {
  return [...html.matchAll(TAG)].flatMap(([, tag = '', rest = '']) =>
    [...rest.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => ({
      tag: tag.toLowerCase(),
      name: name.toLowerCase(),
      value: double ?? single ?? bare ?? '',
      quoted: bare === undefined,
    })),
  );
}

/** Names of opening tags, in lower case. */
export function listTags(html: string): string[] {
  return [...html.matchAll(TAG)].map(([, tag = '']) => tag.toLowerCase());
}

/** Links whose scheme is none of http, https, mailto, tel, sms and cid, such as `javascript:`. */
export function findUnsafeLinks(html: string): HtmlAttribute[] {
  return listAttributes(html).filter(({ name, value }) => LINKS.has(name) && !isSafeLink(value));
}

/** Browsers ignore white space and control characters in schemes, and read entities first. */
function isSafeLink(value: string): boolean {
  const text = decodeEntities(value).replaceAll(/[\p{Cc}\p{Z}]/gu, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1];
  return scheme === undefined || SCHEMES.has(scheme.toLowerCase());
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/gi, (entity, hex, decimal, name) => {
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    if (decimal !== undefined) return character(Number(decimal));
    return ENTITIES[String(name).toLowerCase()] ?? entity;
  });
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
