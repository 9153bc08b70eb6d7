import { findUnsafeLinks, type HtmlAttribute, listAttributes, listTags } from './html-attributes.ts';

/** Stands for what a merge tag will put there: a character for private use, so that no text has it. */
const MARK = '\ue000';

const FORBIDDEN: ReadonlySet<string> = new Set(['script', 'iframe', 'frame', 'object', 'embed', 'applet', 'base']);

/**
 * What makes an HTML part unsafe whatever is merged into it. Escaped values cannot leave quotes or make tags, so it is
 * enough that merge tags stand in text or in quoted attributes, and that nothing there runs.
 */
export function findUnsafeHtml(html: string): string[] {
  const text = html.replaceAll(/\{\{.*?\}\}/gs, MARK).replaceAll(/\{%.*?%\}/gs, '');
  const tags = listTags(text)
    .filter((tag) => FORBIDDEN.has(tag) || tag.includes(MARK))
    .map((tag) =>
      tag.includes(MARK) ? 'A merge tag stands where a tag’s name is.' : `<${tag}> does not belong into a mail.`,
    );
  const styles = [...text.matchAll(/<style\b[^>]*>(.*?)<\/style/gis)]
    .filter(([, style = '']) => style.includes(MARK))
    .map(() => 'A merge tag stands inside <style>, where escaping does not hold.');
  const attributes = listAttributes(text).flatMap(explainAttribute);
  const links = findUnsafeLinks(text).map(
    ({ tag, name }) => `The ${name} of <${tag}> is no http, https, mailto, tel, sms or cid link.`,
  );
  return [...tags, ...styles, ...attributes, ...links];
}

function explainAttribute({ tag, name, value, quoted }: HtmlAttribute): string[] {
  if (name.includes(MARK)) return [`A merge tag stands outside the quotes in <${tag}>.`];
  if (name.startsWith('on')) return [`${name} of <${tag}> would run a script.`];
  if (!value.includes(MARK)) return [];
  if (!quoted) return [`${name} of <${tag}> holds a merge tag and needs quotes around its value.`];
  if (name === 'style' || name === 'srcdoc') return [`${name} of <${tag}> may not hold a merge tag.`];
  return [];
}
