import { Key } from 'aws-cdk-lib/aws-kms';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyOfOwnWorkflows, ofType, type Resource, type Synthesized, synthesize } from './synthesize.ts';

let deployment: Synthesized;
beforeAll(() => {
  deployment = synthesize({ workflows: copyOfOwnWorkflows(), mailFrom: 'Team <team@example.com>' });
});

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Every statement that allows something, with the logical id of its policy. */
function allowed(synthesized: Synthesized): readonly (Statement & { readonly policy: string })[] {
  return ofType(synthesized, 'AWS::IAM::Policy').flatMap(([policy, { Properties }]) =>
    statementsOf(Properties).map((statement) => ({ ...statement, policy })),
  );
}

function statementsOf(properties: Resource['Properties']): readonly Statement[] {
  return Reflect.get(Object(properties.PolicyDocument), 'Statement');
}

const listOf = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? value : [value as Item];

/** Actions that AWS allows on all resources or not at all; the reason for each stands in acknowledge.ts. */
const ON_EVERYTHING: ReadonlySet<string> = new Set([
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

describe('permissions of the deployment', () => {
  test('no statement allows all actions, of AWS or of a service', () => {
    const actions = allowed(deployment).flatMap(({ Action }) => listOf(Action));
    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test('all resources are allowed to those actions alone that know no resources', () => {
    const onEverything = allowed(deployment).filter(({ Resource }) => listOf(Resource).includes('*'));
    expect(onEverything.length).toBeGreaterThan(0);
    for (const { Action } of onEverything) for (const action of listOf(Action)) expect(ON_EVERYTHING).toContain(action);
  });

  test('every function has a role of its own', () => {
    const functions = ofType(deployment, 'AWS::Lambda::Function');
    const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties.Role));
    expect(functions.length).toBe(20);
    expect(new Set(roles).size).toBe(functions.length);
  });

  test('only functions that send mails may, and from the configured sender alone', () => {
    const senders = allowed(deployment).filter(({ Action }) => listOf(Action).includes('ses:SendEmail'));
    expect(senders.map(({ policy }) => policy).sort()).toEqual([
      expect.stringContaining('ActionsEmail'),
      expect.stringContaining('ActionsNotify'),
      expect.stringContaining('FireTimers'),
      expect.stringContaining('RequestApproval'),
    ]);
    const identities = senders.flatMap(({ Resource }) => listOf(Resource)).map((resource) => JSON.stringify(resource));
    for (const identity of identities) expect(identity).toMatch(/:identity\/(team@)?example\.com"/);
  });

  test('nobody may send mails where no sender is configured', () => {
    const silent = synthesize();
    expect(allowed(silent).flatMap(({ Action }) => listOf(Action))).not.toContain('ses:SendEmail');
  });

  test('only dispatch, signal (to take a stopped run’s name), the sweep and the API (by hand) may start executions', () => {
    const starters = allowed(deployment).filter(({ Action }) => listOf(Action).includes('states:StartExecution'));
    expect(starters.map(({ policy }) => policy)).toEqual([
      expect.stringContaining('DispatchEvents'),
      expect.stringContaining('ReceiveSignals'),
      expect.stringContaining('Sweep'),
      expect.stringContaining('ServeApi'),
    ]);
  });

  test('F4 whoever decides approvals may tell a run of a rejection: the API at once, the sweep for what it left', () => {
    const rejecters = allowed(deployment).filter(({ Action }) => listOf(Action).includes('states:SendTaskFailure'));
    expect(rejecters.map(({ policy }) => policy)).toEqual([
      expect.stringContaining('Sweep'),
      expect.stringContaining('ServeApi'),
    ]);
  });

  test('executions may call the functions of states through their aliases, and no other', () => {
    const [statement] = allowed(deployment).filter(({ Action }) => listOf(Action).includes('lambda:InvokeFunction'));
    const targets = listOf(statement?.Resource).map((resource) => Reflect.get(Object(resource), 'Ref'));
    const aliases = ofType(deployment, 'AWS::Lambda::Alias').map(([id]) => id);
    expect(targets.sort()).toEqual(aliases.filter((id) => !/PublishWorkflows|PreviewWorkflow/.test(id)).sort());
  });

  test('X1 previews may do nothing but write their logs and traces', () => {
    const actions = allowed(deployment)
      .filter(({ policy }) => policy.includes('PreviewWorkflow'))
      .flatMap(({ Action }) => listOf(Action));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/^(logs:(CreateLogStream|PutLogEvents)|xray:)/.test(action))).toEqual([]);
  });

  test('queues take events from the bus’s own rules alone, and nothing without TLS', () => {
    const policies = ofType(deployment, 'AWS::SQS::QueuePolicy').map(([, { Properties }]) => statementsOf(Properties));
    for (const statements of policies) expect(statements).toContainEqual(expect.objectContaining({ Effect: 'Deny' }));
    const fromRules = policies.flat().filter((statement) => Reflect.get(statement, 'Sid') === 'RulesOfEventTypes');
    expect(fromRules).toHaveLength(2);
    for (const statement of fromRules) expect(JSON.stringify(statement)).toContain('/on-*"');
  });
});

describe('cdk-nag', () => {
  test('finds nothing in the deployment', () => {
    expect(deployment.findings).toEqual([]);
  });

  test('finds nothing with a key of one’s own', () => {
    const { findings } = synthesize((stack) => ({
      encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
      workflows: copyOfOwnWorkflows(),
    }));
    expect(findings).toEqual([]);
  });

  test('finds a permission that is too wide: it is looking', () => {
    const { findings } = synthesize({}, ({ functions }) => {
      functions.service.dispatch.allow(['dynamodb:*'], ['*']);
    });
    expect(findings).toEqual([expect.stringMatching(/^AwsSolutions-IAM5\[Action::dynamodb:\*\] .*DispatchEvents/)]);
  });
});
