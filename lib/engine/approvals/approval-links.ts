import type { Approval } from '../../ports/approval-store.ts';
import type { Hash } from '../../ports/ids.ts';
import type { SignText } from '../../ports/sign-text.ts';

/** What links are signed with. */
export interface ApprovalLinksDeps {
  readonly sign: SignText;
  readonly hash: Hash;
  /** The deployment's own key; links of another one are worth nothing here. */
  readonly linkKey: () => Promise<string>;
}

/** What a link says, once its signature was found right. */
export interface LinkClaim {
  readonly approval: string;
  /** {@link whoIs} of the person it was made for. */
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Links with which one person answers one question: no log-in, and no address in the link. */
export interface ApprovalLinks {
  /** The part of the link that is secret. */
  make(approval: Pick<Approval, 'id' | 'timesOutAt'>, person: string): Promise<string>;
  /** `undefined` for what this deployment did not sign. */
  read(secret: string): Promise<LinkClaim | undefined>;
}

/** A person as links name them: nobody reads an address out of it. */
export function whoIs(person: string, hash: Hash): string {
  return hash(`approver ${person.toLowerCase()}`).slice(0, 24);
}

/** `<approval>.<who>.<seconds>.<signature>`: who answers is signed, so that nobody answers as someone else. */
export function createApprovalLinks({ sign, hash, linkKey }: ApprovalLinksDeps): ApprovalLinks {
  const signed = async (claim: string): Promise<string> => sign(await linkKey(), `approval link\n${claim}`);
  return {
    make: async ({ id, timesOutAt }, person) => {
      const seconds = Math.ceil(Date.parse(timesOutAt) / 1000);
      const claim = `${id}.${whoIs(person, hash)}.${seconds}`;
      return `${claim}.${await signed(claim)}`;
    },
    read: async (secret) => {
      const [, claim, approval, who, seconds, signature] = SECRET.exec(secret) ?? [];
      if (claim === undefined || approval === undefined || who === undefined || signature === undefined) {
        return undefined;
      }
      // Signing both once more makes how long the comparison takes say nothing about the signature.
      const [given, own] = [await signed(signature), await signed(await signed(claim))];
      return given === own ? { approval, who, expiresAt: Number(seconds) * 1000 } : undefined;
    },
  };
}

const SECRET = /^(([\w-]{1,100})\.([0-9a-f]{24})\.(\d{1,12}))\.([\w-]{1,100})$/;
