import { type AppError, invalid } from '../../errors/app-error.ts';
import type { Json, JsonObject } from '../../workflow/json.ts';
import { findUnsafeLinks } from '../../workflow/messages/html-attributes.ts';
import { createLiquid, renderGlobals } from '../../workflow/messages/liquid-engine.ts';
import type { MessageTemplate } from '../../workflow/messages/message-template.ts';
import { toLiquidScope } from './render-scope.ts';
import { toHtml, toText } from './render-text.ts';
import { templateError } from './template-error.ts';

const asText = createLiquid({ tags: true, output: toText });
const asHtml = createLiquid({ tags: true, output: toHtml });

/** What a message is filled with. */
export interface MessageFacts {
  /** `data.<name>` */
  readonly data: JsonObject;
  /** `contact.<field>`, as the contact is now. */
  readonly contact: JsonObject;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** IANA name, for the `date` filter. */
  readonly zone: string;
}

/** A message, ready to be sent. */
export interface RenderedMessage {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/**
 * Fills a message's merge tags, each with its default where the field is missing or empty.
 *
 * @throws AppError `template_failed`, or `unsafe_link` when a value makes a link that runs something
 */
export function renderMessage(message: MessageTemplate, facts: MessageFacts): RenderedMessage {
  const scope = toLiquidScope({
    roots: {
      data: withDefaults('data', facts.data, message),
      contact: withDefaults('contact', facts.contact, message),
    },
    now: facts.now,
    zone: facts.zone,
  });
  const globals = renderGlobals(facts.zone);

  function render(part: string, liquid: typeof asText, template: string): string {
    try {
      return String(liquid.parseAndRenderSync(template, scope, { globals }));
    } catch (error) {
      throw templateError(`${part} of the message "${message.id}"`, error);
    }
  }

  const subject = render('subject', asText, message.subject).replaceAll(/\s+/g, ' ').trim();
  const text = render('text', asText, message.text);
  if (message.html === undefined) return { subject, text };
  const html = render('html', asHtml, message.html);
  const [unsafe] = findUnsafeLinks(html);
  if (unsafe !== undefined) throw unsafeLink(message.id, unsafe.tag, unsafe.name);
  return { subject, text, html };
}

function withDefaults(root: string, fields: JsonObject, { merge }: MessageTemplate): JsonObject {
  const defaults = Object.entries(merge)
    .filter(([tag]) => tag.startsWith(`${root}.`))
    .map(([tag, value]) => [tag.slice(root.length + 1), value] as const)
    .filter(([name]) => isEmpty(fields[name]));
  return { ...fields, ...Object.fromEntries(defaults) };
}

/** The language's `is_empty`. */
function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function unsafeLink(message: string, tag: string, attribute: string): AppError {
  return invalid({
    code: 'unsafe_link',
    message: `A value merged into the message "${message}" makes the ${attribute} of <${tag}> no http, https, mailto, tel, sms or cid link.`,
    resolution:
      'Write the scheme in the template, e.g. href="https://example.com/{{ data.path }}", or check the value.',
  });
}
