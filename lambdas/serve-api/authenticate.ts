import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ROLES, type Role } from '../../lib/api/access.ts';
import type { Caller } from '../../lib/api/caller.ts';
import type { ApiAccess } from '../../lib/config/api-access.ts';
import { forbidden } from '../../lib/errors/app-error.ts';

/** What API Gateway’s authorizers say, as far as we look at it. */
interface Authorizer {
  readonly iam?: { readonly userArn?: string | null };
  readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> };
}

/**
 * Who calls, as API Gateway found out. A request that no authorizer saw is let in by nobody.
 *
 * @throws AppError SB709
 */
export function authenticate(event: APIGatewayProxyEventV2, access: ApiAccess): Caller {
  const { authorizer } = event.requestContext as { readonly authorizer?: Authorizer };
  const arn = authorizer?.iam?.userArn;
  if (typeof arn === 'string') return iamCaller(arn, access);
  const claims = authorizer?.jwt?.claims;
  if (claims !== undefined && access.jwt !== undefined) return tokenCaller(claims, access.jwt);
  throw forbidden({
    code: 'SB709',
    message: 'The request came without anybody who could be known.',
    resolution: 'Sign it with credentials of AWS, or send a token of the configured issuer.',
  });
}

/**
 * `arn:aws:sts::1:assumed-role/Editors/ana@example.com` is ana@example.com with the role Editors: sessions of people are
 * named after them by IAM Identity Center. `arn:aws:iam::1:user/robots/ci` is ci.
 */
function iamCaller(arn: string, { iam }: ApiAccess): Caller {
  const [kind, ...path] = arn.slice(arn.lastIndexOf(':') + 1).split('/');
  // Users may be kept under a path, which is nobody's name; roles that are taken are named without theirs.
  const [principal = '', session] = kind === 'user' ? path.slice(-1) : path;
  const roles = Object.hasOwn(iam.byPrincipal, principal) ? iam.byPrincipal[principal] : iam.roles;
  return { name: session ?? principal, roles: new Set(roles) };
}

function tokenCaller(
  claims: Readonly<Record<string, unknown>>,
  { claim, byGroup }: NonNullable<ApiAccess['jwt']>,
): Caller {
  const listed = listOf(claims[claim]);
  const roles = listed.flatMap((name): readonly Role[] => {
    if (byGroup !== undefined) return Object.hasOwn(byGroup, name) ? (byGroup[name] ?? []) : [];
    return ROLES.filter((role) => role === name);
  });
  return { name: nameOf(claims), roles: new Set(roles) };
}

/** API Gateway hands lists on as `[a b]`; issuers write them with blanks or commas between. */
function listOf(value: unknown): readonly string[] {
  return String(value ?? '')
    .replace(/^\[(.*)\]$/s, '$1')
    .split(/[\s,]+/)
    .filter((name) => name !== '');
}

/** Approvals are decided by address: one that its owner has not proved is nobody’s. */
function nameOf({ email, email_verified: verified, sub }: Readonly<Record<string, unknown>>): string {
  const isProved = verified === undefined || String(verified) === 'true';
  return typeof email === 'string' && isProved ? email : String(sub ?? 'unknown');
}
