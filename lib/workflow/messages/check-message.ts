import { type Liquid, Output, type Template } from 'liquidjs';
import type { RecordType } from '../catalogue/catalogue.ts';
import type { Issue } from '../issue.ts';
import { suggestion } from '../references/nearest-name.ts';
import { findUnsafeHtml } from './check-html.ts';
import { createLiquid } from './liquid-engine.ts';
import type { MessageTemplate } from './message-template.ts';

/** An issue that does not know its place in the text yet. */
export type MessageFinding = Omit<Issue, 'line' | 'column' | 'file'>;

const ROOTS = ['data', 'contact', 'now'];

/** Everything that is wrong with a message's templates: Liquid, tags, defaults, HTML. */
export function checkMessage(message: MessageTemplate, contact: RecordType | undefined): MessageFinding[] {
  const liquid = createLiquid({ tags: true });
  const parts = Object.entries({ subject: message.subject, text: message.text, html: message.html ?? '' });
  const findings = parts.flatMap(([part, text]) => checkPart(liquid, part, text, message, contact));
  const unsafe = findUnsafeHtml(message.html ?? '').map((problem) => finding('SB465', '/html', problem));
  return [...findings, ...unsafe];
}

function checkPart(
  liquid: Liquid,
  part: string,
  text: string,
  message: MessageTemplate,
  contact: RecordType | undefined,
): MessageFinding[] {
  const pointer = `/${part}`;
  let templates: Template[];
  try {
    templates = liquid.parse(text);
  } catch (error) {
    return [finding('SB463', pointer, `${part} is no valid Liquid: ${String(error)}.`)];
  }
  const unknown = listTags(liquid, templates).flatMap((tag) => checkTag(tag, pointer, contact));
  const bare = listOutputs(templates)
    .filter((output) => !output.value.filters.some(({ name }) => name === 'default'))
    .flatMap((output) => listTags(liquid, [output]))
    .filter(([root, field]) => (root === 'data' || root === 'contact') && !(`${root}.${field}` in message.merge))
    .map((tag) => tag.join('.'));
  return [...unknown, ...[...new Set(bare)].map((tag) => withoutDefault(tag, pointer))];
}

/** Root and first field of everything a template reads from outside, each once. */
function listTags(liquid: Liquid, templates: Template[]): string[][] {
  const variables = Object.values(liquid.analyzeSync(templates, { partials: false }).globals).flat();
  const tags = new Map(
    variables.map(({ segments }) => segments.slice(0, 2).map(String)).map((tag) => [tag.join('.'), tag]),
  );
  return [...tags.values()];
}

/** `{{ }}` at every depth. */
function listOutputs(templates: readonly Template[]): Output[] {
  return templates.flatMap((template) => [
    ...(template instanceof Output ? [template] : []),
    ...listOutputs(childrenOf(template)),
  ]);
}

/** Liquid hands children out through a generator whose result they are; nothing is awaited without partials. */
function childrenOf(template: Template): readonly Template[] {
  const found = template.children?.(false, true).next();
  return found?.done ? found.value : [];
}

function checkTag(
  [root = '', field]: readonly string[],
  pointer: string,
  contact: RecordType | undefined,
): MessageFinding[] {
  if (!ROOTS.includes(root)) {
    const known = `A message reads data.<name>, contact.<field> and now.${suggestion(root, ROOTS)}`;
    return [finding('SB464', pointer, `There is no "${root}" here. ${known}`)];
  }
  if (root !== 'contact' || contact === undefined || (field !== undefined && field in contact.fields)) return [];
  if (field === undefined)
    return [finding('SB464', pointer, 'Name a field of the contact, such as contact.first_name.')];
  const nearest = suggestion(field, Object.keys(contact.fields));
  return [finding('SB464', pointer, `Contacts have no field "${field}".${nearest}`)];
}

function finding(code: string, pointer: string, message: string): MessageFinding {
  return { code, severity: 'error', pointer, message };
}

function withoutDefault(tag: string, pointer: string): MessageFinding {
  const message = `{{ ${tag} }} stands without a default: where the field is empty, nothing is written. Add "${tag}" under merge.`;
  return { code: 'SB466', severity: 'warning', pointer, message };
}
