import { AppError } from '../../errors/app-error.ts';
import type { Approval } from '../../ports/approval-store.ts';
import { toHtml } from '../rendering/render-text.ts';
import { readableTime } from './readable-time.ts';

/** As long as a comment may be. */
export const LONGEST_COMMENT = 2000;

/** What stands before the name of a text that may be edited, in the form. */
export const EDIT_FIELD = 'edit.';

/** The page's whole style; it loads nothing. */
export const APPROVAL_STYLE = [
  ':root{color-scheme:light dark}',
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1.5rem}',
  'h1{font-size:1.4rem}',
  '.shown{white-space:pre-wrap;overflow-wrap:anywhere;border-left:.25rem solid;margin:1rem 0;padding:.25rem 1rem}',
  'label{display:block;font-weight:600;margin-top:1rem}',
  'textarea{box-sizing:border-box;width:100%;font:inherit;padding:.5rem}',
  'button{font:inherit;font-weight:600;padding:.6rem 1.4rem;margin:1.5rem 1rem 0 0;cursor:pointer}',
].join('');

/** The question, and the form that answers it. */
export function renderQuestion(approval: Approval, person: string): string {
  const { name, question, show, edit = {}, timesOutAt, workflow } = approval;
  const texts = Object.entries(edit).map(
    ([field, text], index) =>
      `<label for="edit-${index}">${toHtml(field)}</label>` +
      // The line break behind the tag is no part of the text: without it, one that begins with a break would lose that.
      `<textarea id="edit-${index}" name="${EDIT_FIELD}${toHtml(field)}" rows="6">\n${toHtml(text)}</textarea>`,
  );
  return page(name, [
    `<h1>${toHtml(question)}</h1>`,
    ...(show === undefined || show === '' ? [] : [`<div class="shown">${toHtml(show)}</div>`]),
    '<form method="post">',
    ...texts,
    '<label for="comment">Comment (optional)</label>',
    `<textarea id="comment" name="comment" rows="3" maxlength="${LONGEST_COMMENT}"></textarea>`,
    '<button name="decision" value="approved">Approve</button>',
    '<button name="decision" value="rejected">Reject</button>',
    '</form>',
    `<p>You decide as ${toHtml(person)}, until ${readableTime(timesOutAt)}. Workflow: ${toHtml(workflow)}</p>`,
  ]);
}

/** What a person sees whose answer was taken. */
export function renderAnswered({ name, decision }: Approval): string {
  const [what, how] =
    decision?.decision === 'rejected' ? ['You rejected it.', 'rejected'] : ['You approved it.', 'approved'];
  return page(`${name}: ${how}`, [
    `<h1>Thank you. ${what}</h1>`,
    '<p>The workflow goes on. You can close this page.</p>',
  ]);
}

/** What a person sees whose link, or answer, was not taken. An error of ours says no more than that. */
export function renderRefusal(error: unknown): string {
  const known = error instanceof AppError && error.kind !== 'fault';
  const message = known ? error.message : 'Something went wrong. Please try again later.';
  return page('Not possible', [
    '<h1>This is not possible</h1>',
    `<p>${toHtml(message)}</p>`,
    ...(known && error.resolution !== undefined ? [`<p>${toHtml(error.resolution)}</p>`] : []),
  ]);
}

function page(title: string, content: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="robots" content="noindex,nofollow">',
    `<title>${toHtml(title)}</title><style>${APPROVAL_STYLE}</style></head>`,
    '<body><main>',
    ...content,
    '</main></body></html>',
    '',
  ].join('\n');
}
