import { invalid, notFound } from '../../../errors/app-error.ts';
import type { MessageStore } from '../../../ports/message-store.ts';
import type { JsonObject } from '../../../workflow/json.ts';
import { findUnsafeHtml } from '../../../workflow/messages/check-html.ts';
import { type RenderedMessage, renderMessage } from '../../rendering/render-message.ts';
import type { ActionContext } from '../action.ts';

/** Where the words of a mail come from: a template with data, or the step itself, already rendered. */
export interface MessageSource {
  readonly template?: string | undefined;
  readonly data?: JsonObject | undefined;
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

/** The words of a mail, and the sender that its template names. */
export type ComposedMessage = RenderedMessage & { readonly from?: string };

/** Renders the template with the contact as it is now, or takes what the step wrote. */
export async function composeMessage(
  source: MessageSource,
  { task, records, zone }: ActionContext,
  messages: MessageStore,
): Promise<ComposedMessage> {
  const { template, subject, text, html, data = {} } = source;
  if (template !== undefined && subject === undefined && text === undefined && html === undefined) {
    const message = (await messages.get(template)) ?? unknownTemplate(template);
    const facts = { data, contact: records.contact ?? {}, now: task.now, zone };
    return { ...renderMessage(message, facts), ...(message.from === undefined ? {} : { from: message.from }) };
  }
  if (template !== undefined || subject === undefined || text === undefined) throw neitherNor(task.step);
  const unsafe = findUnsafeHtml(html ?? '');
  if (unsafe.length > 0) throw unsafeHtml(task.step, unsafe);
  return { subject: subject.replaceAll(/\s+/g, ' ').trim(), text, ...(html === undefined ? {} : { html }) };
}

function unknownTemplate(template: string): never {
  throw notFound({
    code: 'unknown_template',
    message: `There is no message template "${template}".`,
    resolution: `Add statemachines/messages/${template}.message.yaml and deploy.`,
  });
}

function neitherNor(step: string): Error {
  return invalid({
    code: 'bad_input',
    message: `"${step}" has neither a template nor both subject and text, or has a template and words of its own.`,
    resolution: 'Give it template (and data), or subject and text (and html); not both.',
  });
}

function unsafeHtml(step: string, problems: readonly string[]): Error {
  return invalid({
    code: 'unsafe_html',
    message: `The HTML of "${step}" is not safe to send: ${problems.join(' ')}`,
    resolution: 'Remove what runs or loads scripts, and link with https:.',
  });
}
