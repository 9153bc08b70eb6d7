import { AppError } from '../../errors/app-error.ts';
import type { Approval } from '../../ports/approval-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EffectLedger } from '../../ports/effect-ledger.ts';
import type { EmailSender } from '../../ports/email-sender.ts';
import type { Hash, Ids } from '../../ports/ids.ts';
import { type ApprovalLinks, whoIs } from './approval-links.ts';
import { peopleOf, type Teams } from './asked-people.ts';
import { type ApprovalNotice, composeApprovalMail } from './compose-approval-mail.ts';

/** What telling people needs. */
export interface TellApproversDeps {
  readonly email: EmailSender;
  /** Sender, `Name <address>`; empty: the deployment sends no mails, and questions are found in lists alone. */
  readonly from: string;
  readonly links: Pick<ApprovalLinks, 'make'>;
  /** Address that the API is reached at, without a slash at its end; `undefined`: mails name the command instead. */
  readonly publicUrl: () => string | undefined;
  readonly effects: Pick<EffectLedger, 'begin' | 'finish'>;
  readonly ids: Pick<Ids, 'ulid'>;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly teams: Teams;
}

/** Whom to tell of what. */
export interface TellRequest {
  readonly approval: Approval;
  readonly notice: ApprovalNotice;
  /** Names the occasion: for the same one, each person is told once. */
  readonly occasion: string;
}

/** Tells people of a question, each in a mail with a link of their own. */
export type TellApprovers = (request: TellRequest) => Promise<void>;

/**
 * Tells people by e-mail. One whose mail cannot be sent does not keep the others from being told; trying again tells
 * those alone who were not.
 *
 * @throws the first error, when it may pass, or when nobody could be told
 */
export function createTellApprovers(deps: TellApproversDeps): TellApprovers {
  return async (request) => {
    if (deps.from === '') {
      return;
    }
    const people = peopleOf(namesOf(request, deps.clock.now()), deps.teams);
    const errors: unknown[] = [];
    for (const person of people) {
      await tellOnce(deps, request, person).catch((error: unknown) => errors.push(error));
    }
    const passing = errors.find((error) => !(error instanceof AppError) || error.kind === 'transient');
    if (passing !== undefined) {
      throw passing;
    }
    if (errors.length > 0 && errors.length === people.length) {
      throw errors[0];
    }
  };
}

/** A reminder goes to all who are asked by then. */
function namesOf({ approval, notice }: TellRequest, now: number): readonly string[] {
  const { by, escalateTo = [], escalateAt } = approval;
  if (notice === 'escalation') {
    return escalateTo;
  }
  const escalated = notice === 'reminder' && escalateAt !== undefined && Date.parse(escalateAt) <= now;
  return escalated ? [...by, ...escalateTo] : by;
}

async function tellOnce(deps: TellApproversDeps, request: TellRequest, person: string): Promise<void> {
  const { approval, notice, occasion } = request;
  const { effects, ids, clock, hash, publicUrl, email, from, links } = deps;
  // Begins as every key of the step's own effects, so that mails are found with their run.
  const key = [approval.key, notice, occasion, whoIs(person, hash)].join('/');
  const begun = await effects.begin(key, ids.ulid(), new Date(clock.now()).toISOString());
  if (!begun.claimed && begun.state.status === 'done') {
    return;
  }
  const secret = await links.make(approval, person);
  const base = publicUrl();
  const link = base === undefined ? undefined : `${base}${APPROVAL_LINK_PATH}/${secret}`;
  const { messageId } = await email.send({
    from,
    to: [person],
    ...composeApprovalMail(approval, notice, link),
    headers: { 'Auto-Submitted': 'auto-generated' },
    key,
  });
  await effects.finish(key, { message_id: messageId });
}

/** Where links are answered. */
export const APPROVAL_LINK_PATH = '/approvals/by-link';
