import { forbidden } from '../errors/app-error.ts';
import { allows, type Role } from './access.ts';
import type { Caller } from './caller.ts';

/**
 * Refuses a caller without a role.
 *
 * @param what is refused, as an imperative: `stop a run`
 * @throws AppError SB709
 */
export function requireRole({ name, roles }: Caller, needed: Role, what: string): void {
  if (allows(roles, needed)) return;
  const present = roles.size === 0 ? '' : `, and there is ${[...roles].join(', ')} alone`;
  throw forbidden({
    code: 'SB709',
    message: `${name} may not: ${what}. That takes the role ${needed}${present}.`,
    resolution: 'Ask whoever deployed Signalbox for the role; docs/api.md says how callers get theirs.',
  });
}
