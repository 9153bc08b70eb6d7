import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { authenticate } from '../../lambdas/serve-api/authenticate.ts';
import { withoutPrefix } from '../../lambdas/serve-api/without-prefix.ts';
import type { ApiAccess } from '../../lib/config/api-access.ts';

const ACCESS: ApiAccess = {
  iam: { roles: ['editor', 'operator'], byPrincipal: { Auditors: ['viewer'], Leads: ['operator', 'approver'] } },
  jwt: { claim: 'signalbox:roles' },
};

function call(authorizer: unknown, rawPath = '/workflows'): APIGatewayProxyEventV2 {
  // What the function looks at, and no more.
  return { rawPath, requestContext: { authorizer } } as unknown as APIGatewayProxyEventV2;
}

const iam = (userArn: string) => call({ iam: { userArn } });
const token = (claims: object) => call({ jwt: { claims } });
const rolesOf = (event: APIGatewayProxyEventV2, access = ACCESS) => [...authenticate(event, access).roles].sort();

describe('callers with credentials of AWS', () => {
  test('are called by their session, and have the roles of all', () => {
    const event = iam('arn:aws:sts::111122223333:assumed-role/Engineers/ana@example.com');

    expect(authenticate(event, ACCESS)).toEqual({ name: 'ana@example.com', roles: new Set(['editor', 'operator']) });
  });

  test('have the roles of their principal where there are some', () => {
    expect(rolesOf(iam('arn:aws:sts::1:assumed-role/Auditors/vic'))).toEqual(['viewer']);
    expect(rolesOf(iam('arn:aws:sts::1:assumed-role/Leads/lea'))).toEqual(['approver', 'operator']);
    expect(authenticate(iam('arn:aws:iam::1:user/ci'), ACCESS).name).toBe('ci');
  });

  test('are users by their name, whatever path they are kept under', () => {
    const access: ApiAccess = {
      ...ACCESS,
      iam: { roles: ['editor'], byPrincipal: { Leads: ['approver'], ci: ['viewer'] } },
    };
    const caller = authenticate(iam('arn:aws:iam::1:user/Leads/eu/ci'), access);
    expect(caller).toEqual({ name: 'ci', roles: new Set(['viewer']) });
  });

  test('get no roles by names that objects have by themselves', () => {
    expect(rolesOf(iam('arn:aws:iam::1:user/constructor'))).toEqual(['editor', 'operator']);
  });
});

describe('callers with a token', () => {
  test('have the roles that the claim lists, and no others', () => {
    expect(rolesOf(token({ email: 'ana@example.com', 'signalbox:roles': '[viewer approver root]' }))).toEqual([
      'approver',
      'viewer',
    ]);
    expect(rolesOf(token({ sub: 'x' }))).toEqual([]);
  });

  test('have the roles of their groups where these are mapped', () => {
    const access: ApiAccess = { ...ACCESS, jwt: { claim: 'cognito:groups', byGroup: { leads: ['approver'] } } };

    expect(rolesOf(token({ 'cognito:groups': '[leads, others]' }), access)).toEqual(['approver']);
    expect(rolesOf(token({ 'cognito:groups': 'operator' }), access)).toEqual([]);
  });

  test('are called by an address that they have proved', () => {
    const name = (claims: object) => authenticate(token(claims), ACCESS).name;

    expect(name({ email: 'ana@example.com', sub: 's-1' })).toBe('ana@example.com');
    expect(name({ email: 'ana@example.com', email_verified: 'true', sub: 's-1' })).toBe('ana@example.com');
    expect(name({ email: 'ana@example.com', email_verified: 'false', sub: 's-1' })).toBe('s-1');
  });

  test('are nobody where no issuer is configured', () => {
    expect(() => authenticate(token({ sub: 'x', 'signalbox:roles': 'operator' }), { iam: ACCESS.iam })).toThrow(
      expect.objectContaining({ code: 'SB709' }),
    );
  });
});

test.each([undefined, {}, { lambda: {} }])('a request that no authorizer saw is let in by nobody: %j', (authorizer) => {
  expect(() => authenticate(call(authorizer), ACCESS)).toThrow(expect.objectContaining({ code: 'SB709' }));
});

test.each([
  ['/token/workflows', '/workflows'],
  ['/workflows/token/live', '/workflows/token/live'],
  ['/tokens', '/tokens'],
])('%s is served as %s', async (rawPath, served) => {
  const event = call({}, rawPath);

  await withoutPrefix.before?.({ event } as never);

  expect(event.rawPath).toBe(served);
});
