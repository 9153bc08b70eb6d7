import { Hono } from 'hono';
import * as z from 'zod';
import {
  EDIT_FIELD,
  LONGEST_COMMENT,
  renderAnswered,
  renderQuestion,
  renderRefusal,
} from '../engine/approvals/approval-page.ts';
import { createDecideByLink, type DecideByLinkDeps, type DecideByLinkRequest } from '../engine/decide-by-link.ts';
import { createOpenApprovalLink } from '../engine/open-approval-link.ts';
import { AppError, invalid } from '../errors/app-error.ts';
import { httpStatusOf } from '../errors/error-outcomes.ts';
import { isFault } from './problem.ts';

/** What answering through links needs. */
export interface ApprovalLinksDeps extends DecideByLinkDeps {
  /** Resolves when what was changed is kept for good. */
  readonly settled?: () => Promise<void>;
  /** Told of errors that are ours. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * The pages behind the links of approval mails: GET shows the question and changes nothing, POST decides. The link is
 * the credential, so there is neither a session to steal nor a cookie to ride on. To be mounted at
 * `/approvals/by-link`, ahead of any log-in.
 */
export function createApprovalLinkPages(deps: ApprovalLinksDeps): Hono {
  const open = createOpenApprovalLink(deps);
  const decide = createDecideByLink(deps);
  const app = new Hono();
  app.onError((error, context) => {
    if (isFault(error)) deps.onFailure(error);
    return context.body(renderRefusal(error), statusOf(error), HEADERS);
  });
  app.get('/:secret', async (context) => {
    const { approval, person } = await open(context.req.param('secret'));
    return context.body(renderQuestion(approval, person), 200, HEADERS);
  });
  app.post('/:secret', async (context) => {
    const answer = readAnswer(await context.req.text());
    const decided = await decide({ secret: context.req.param('secret'), ...answer });
    await deps.settled?.();
    return context.body(renderAnswered(decided), 200, HEADERS);
  });
  return app;
}

/**
 * Nothing is loaded, nothing runs, nobody frames it, nothing keeps it. The address goes to no other site; to this one it
 * may, because a browser that hides it sends the form as if it came from elsewhere.
 */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'sha256-6cEZaqvL2fDV77B2NXmoMju956cPTxbjwNacEB3Y43w='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
} as const;

function statusOf(error: unknown) {
  return error instanceof AppError ? httpStatusOf(error, false) : 500;
}

const AnswerSchema = z.object({
  decision: z.enum(['approved', 'rejected']),
  comment: z.string().max(LONGEST_COMMENT).default(''),
});

/** The form's fields. Browsers write line breaks as CRLF; texts here have LF. */
function readAnswer(body: string): Omit<DecideByLinkRequest, 'secret'> {
  const fields = [...new URLSearchParams(body)].map(([name, value]) => [name, value.replaceAll('\r\n', '\n')] as const);
  const parsed = AnswerSchema.safeParse(Object.fromEntries(fields));
  if (!parsed.success) {
    throw invalid({
      code: 'SB701',
      message: `The answer cannot be read: ${z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ')}`,
      resolution: 'Open the link in a browser, and use its form.',
    });
  }
  const { decision, comment } = parsed.data;
  const edited = fields.flatMap(([name, value]) =>
    name.startsWith(EDIT_FIELD) ? [[name.slice(EDIT_FIELD.length), value] as const] : [],
  );
  return {
    decision,
    ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
    ...(edited.length === 0 ? {} : { edited: Object.fromEntries(edited) }),
  };
}
