import { describe, expect, test } from 'vitest';
import { ACCESS, ROLES, type Role } from '../../../lib/api/access.ts';
import type { RouteDefinition } from '../../../lib/api/contract/route.ts';
import { ROUTES } from '../../../lib/api/contract/routes.ts';
import { createApi } from '../../../lib/api/create-api.ts';
import type { Resources } from '../../../lib/api/handler.ts';

interface Operation {
  readonly id: string;
  readonly route: RouteDefinition;
  readonly needed: Role;
}

const operations: readonly Operation[] = Object.entries(ROUTES).flatMap(([group, routes]) =>
  Object.entries(routes).map(([name, route]) => {
    const roles: Readonly<Record<string, Role>> = ACCESS[group as keyof typeof ACCESS];
    return { id: `${group}.${name}`, route, needed: roles[name] as Role };
  }),
);

/** Every handler there is, and what of them was called. */
function createStubs(called: string[]): Resources {
  const groups = Object.entries(ROUTES).map(([group, routes]) => [
    group,
    Object.fromEntries(
      Object.keys(routes).map((name) => [
        name,
        async () => {
          called.push(`${group}.${name}`);
          return { revision: 1 };
        },
      ]),
    ),
  ]);
  return Object.fromEntries(groups) as Resources;
}

async function ask({ route }: Operation, roles: readonly Role[]) {
  const called: string[] = [];
  const app = createApi({
    resources: createStubs(called),
    authenticate: () => ({ name: 'ana@example.com', roles: new Set(roles) }),
    onFailure: (error) => {
      throw error;
    },
    ledger: { begin: async () => ({ claimed: true }), finish: async () => {}, release: async () => {} },
    hash: (text) => text,
    ids: { ulid: () => 'id' },
    clock: { now: () => 0 },
  });
  // Whether the rest of the request is right is asked after the role.
  const { status } = await app.request(route.path.replaceAll(/\{\w+\}/g, '1'), { method: route.method });
  return { status, called };
}

/** What every operation takes, written down once more: whoever changes the table has to change this, too. */
const EDITING =
  /^(?:drafts\.(?!show)|versions\.(?:publish|describe)|workflows\.(?:create|duplicate)|templates\.use|exchange\.import|trials\.(?!review))/;
const OPERATING =
  /^(?:events\.put|runs\.(?:start|stop|redrive)|live\.change|workflows\.(?:archive|prune)|deadLetters\.redrive)/;

function expectedRole(id: string): Role {
  if (id === 'approvals.decide') return 'approver';
  if (EDITING.test(id)) return 'editor';
  return OPERATING.test(id) ? 'operator' : 'viewer';
}

describe('every operation takes its role', () => {
  test.each(operations)('$id takes $needed', async ({ id, needed }) => {
    expect(needed).toBe(expectedRole(id));
  });

  test.each(operations)('$id is refused to nobody with the role, and to everybody without', async (operation) => {
    for (const role of ROLES) {
      const { status, called } = await ask(operation, [role]);
      const allowed = operation.needed === 'viewer' || operation.needed === role;
      expect({ role, refused: status === 403 }).toEqual({ role, refused: !allowed });
      if (!allowed) expect(called).toEqual([]);
    }
  });

  test.each(operations)('$id is refused to callers without any role', async (operation) => {
    expect(await ask(operation, [])).toEqual({ status: 403, called: [] });
  });

  test('whatever changes something takes more than a viewer', () => {
    const loose = operations.filter(({ route, needed }) => route.method !== 'GET' && needed === 'viewer');
    expect(loose.map(({ id }) => id)).toEqual([]);
  });

  test('a refusal says which role is missing', async () => {
    const [operation] = operations.filter(({ needed }) => needed === 'operator');
    if (operation === undefined) throw new Error('No operation takes an operator.');
    const app = createApi({
      resources: createStubs([]),
      authenticate: () => ({ name: 'vic@example.com', roles: new Set<Role>(['viewer']) }),
      onFailure: () => {},
      ledger: { begin: async () => ({ claimed: true }), finish: async () => {}, release: async () => {} },
      hash: (text) => text,
      ids: { ulid: () => 'id' },
      clock: { now: () => 0 },
    });

    const response = await app.request(operation.route.path, { method: operation.route.method });

    expect(await response.json()).toMatchObject({
      status: 403,
      code: 'SB709',
      detail: expect.stringContaining('takes the role operator'),
    });
  });
});
