import type { Approval } from '../../ports/approval-store.ts';
import type { Email } from '../../ports/email-sender.ts';
import { toHtml } from '../rendering/render-text.ts';
import { readableTime } from './readable-time.ts';

/** Why someone is told of a question. */
export type ApprovalNotice = 'request' | 'reminder' | 'escalation';

const INTRODUCTIONS: Readonly<Record<ApprovalNotice, { readonly subject: string; readonly why: string }>> = {
  request: { subject: 'Please decide', why: 'A workflow waits for your decision.' },
  reminder: { subject: 'Reminder, please decide', why: 'A workflow still waits for your decision.' },
  escalation: { subject: 'Escalated to you, please decide', why: 'Nobody has decided yet, so you are asked, too.' },
};

/**
 * The words of one mail, as text and as HTML. What the workflow shows is text of people, so it becomes neither markup
 * nor a line of the header.
 *
 * @param link absent: the deployment has no address that a link could lead to
 */
export function composeApprovalMail(
  { id, name, question, show, timesOutAt, workflow }: Approval,
  notice: ApprovalNotice,
  link: string | undefined,
): Pick<Email, 'subject' | 'text' | 'html'> {
  const { subject, why } = INTRODUCTIONS[notice];
  const until = `It can be decided until ${readableTime(timesOutAt)}.`;
  const once = 'The link is yours alone, and works once: please do not forward it.';
  const command = `Decide with: signalbox approval approve ${id}, or: signalbox approval reject ${id}`;
  const shown = show === undefined || show === '' ? [] : [show];
  return {
    subject: `${subject}: ${name}`.replaceAll(/\s+/g, ' ').slice(0, 200),
    text: `${[why, question, ...shown, link === undefined ? command : `Decide here: ${link}\n${once}`, until, `Workflow: ${workflow}`].join('\n\n')}\n`,
    html: [
      '<!doctype html><html lang="en"><body>',
      `<p>${why}</p>`,
      `<p><strong>${lines(question)}</strong></p>`,
      ...shown.map((text) => `<blockquote>${lines(text)}</blockquote>`),
      link === undefined
        ? `<p>${toHtml(command)}</p>`
        : `<p><a href="${toHtml(link)}">Look at it and decide</a></p><p>${once}</p>`,
      `<p>${until}<br>Workflow: ${toHtml(workflow)}</p>`,
      '</body></html>',
    ].join('\n'),
  };
}

function lines(text: string): string {
  return toHtml(text).replaceAll(/\r?\n/g, '<br>');
}
