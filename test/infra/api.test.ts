import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, test } from 'vitest';
import { ofType, type Synthesized, synthesize } from './synthesize.ts';

let plain: Synthesized;
let withTokens: Synthesized;
beforeAll(() => {
  plain = synthesize({}, ({ api }, stack) => {
    const caller = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
    api.grantInvoke(caller);
  });
  withTokens = synthesize({
    stage: 'prod',
    api: {
      iamRoles: ['viewer'],
      iamRolesByPrincipal: { Release: ['editor', 'operator'] },
      jwt: { issuer: 'https://id.example.com', audience: ['console'], rolesByGroup: { leads: ['approver'] } },
      allowOrigins: ['https://console.example.com'],
      throttle: { rateLimit: 5, burstLimit: 10 },
    },
  });
});

const routesOf = (deployment: Synthesized) =>
  Object.fromEntries(
    ofType(deployment, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      Properties.RouteKey,
      Properties.AuthorizationType,
    ]),
  );

function accessOf(deployment: Synthesized): unknown {
  const [, serve] = ofType(deployment, 'AWS::Lambda::Function').find(([id]) => id.includes('ServeApi')) ?? [];
  const { Variables } = Object(serve?.Properties.Environment);
  return JSON.parse(Variables.SIGNALBOX_API_ACCESS);
}

describe('the HTTP API', () => {
  test('is called with credentials of AWS, but for links to approvals, which are signed', () => {
    const routes = routesOf(plain);
    expect(Object.keys(routes)).toHaveLength(7);
    for (const [key, authorization] of Object.entries(routes)) {
      expect({ key, authorization }).toEqual({ key, authorization: key.includes('by-link') ? 'NONE' : 'AWS_IAM' });
    }
  });

  test('takes tokens under a path of their own, where an issuer is configured', () => {
    const routes = Object.entries(routesOf(withTokens)).filter(([key]) => key.includes('/token/'));
    expect(routes).toHaveLength(5);
    expect(new Set(routes.map(([, authorization]) => authorization))).toEqual(new Set(['JWT']));
    const [[, authorizer] = []] = ofType(withTokens, 'AWS::ApiGatewayV2::Authorizer');
    expect(authorizer?.Properties.JwtConfiguration).toEqual({
      Audience: ['console'],
      Issuer: 'https://id.example.com',
    });
  });

  test('tells the function which roles callers have', () => {
    expect(accessOf(plain)).toEqual({ iam: { roles: ['editor', 'operator'], byPrincipal: {} } });
    expect(accessOf(withTokens)).toEqual({
      iam: { roles: ['viewer'], byPrincipal: { Release: ['editor', 'operator'] } },
      jwt: { claim: 'signalbox:roles', byGroup: { leads: ['approver'] } },
    });
  });

  test('is throttled, and logs calls without what they were about', () => {
    const [[, stage] = []] = ofType(plain, 'AWS::ApiGatewayV2::Stage');
    const [[, slow] = []] = ofType(withTokens, 'AWS::ApiGatewayV2::Stage');
    expect(stage?.Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 });
    expect(slow?.Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 10, ThrottlingRateLimit: 5 });
    const { Format } = Object(stage?.Properties.AccessLogSettings);
    expect(Object.keys(JSON.parse(Format))).toContain('status');
    expect(Format).not.toMatch(/sourceIp|userArn|\$context\.path/);
  });

  test('answers pages of the configured origins alone', () => {
    const cors = (deployment: Synthesized) =>
      ofType(deployment, 'AWS::ApiGatewayV2::Api').map(([, { Properties }]) => Properties.CorsConfiguration);
    expect(cors(plain)).toEqual([undefined]);
    expect(cors(withTokens)).toMatchObject([{ AllowOrigins: ['https://console.example.com'] }]);
  });

  test('is found by the command line under its stage', () => {
    const names = ofType(withTokens, 'AWS::SSM::Parameter').map(([, { Properties }]) => Properties.Name);
    expect(names).toEqual(['/signalbox/prod/api-url']);
  });

  test('is opened to callers by a grant on this API alone', () => {
    const statements = ofType(plain, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
      Object(Properties.PolicyDocument).Statement.filter(
        ({ Action }: { readonly Action: unknown }) => Action === 'execute-api:Invoke',
      ),
    );
    expect(statements).toHaveLength(1);
    expect(JSON.stringify(statements)).toContain('HttpApi');
  });
});
