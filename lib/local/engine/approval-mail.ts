import { type ApprovalLinks, createApprovalLinks } from '../../engine/approvals/approval-links.ts';
import { createTellApprovers, type TellApprovers } from '../../engine/approvals/tell-approvers.ts';
import { sha256 } from '../../node/sha256.ts';
import { signText } from '../../node/sign-text.ts';
import type { EffectLedger } from '../../ports/effect-ledger.ts';
import type { Ids } from '../../ports/ids.ts';
import type { EmbeddedEngineOptions } from './embedded-engine.ts';

/** Links and mails with which people are asked. */
export function createApprovalMail(
  options: EmbeddedEngineOptions,
  { ids, effects }: { readonly ids: Ids; readonly effects: EffectLedger },
): { readonly links: ApprovalLinks; readonly tell: TellApprovers } {
  const { timeline: clock, catalogue, email, from, publicUrl = () => undefined } = options;
  let ownKey: string | undefined;
  const linkKey = async (): Promise<string> => {
    ownKey ??= ids.secret();
    return ownKey;
  };
  const hash = sha256;
  const links = createApprovalLinks({ linkKey: options.linkKey ?? linkKey, sign: signText, hash });
  const { teams } = catalogue;
  return { links, tell: createTellApprovers({ effects, ids, email, from, links, publicUrl, teams, clock, hash }) };
}
