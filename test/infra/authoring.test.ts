import { expect, test } from 'vitest';
import { ofType, synthesize } from './synthesize.ts';

test('who makes workflows at run time may change this stage’s machines, and hand on the shared role alone', () => {
  const deployment = synthesize({ stage: 'prod' });
  const policies = ofType(deployment, 'AWS::IAM::Policy').map(([, { Properties }]) => JSON.stringify(Properties));
  const statements = policies
    .flatMap((policy) => JSON.parse(policy).PolicyDocument.Statement)
    .filter(({ Action, Condition }) => /CreateStateMachine|states.amazonaws/.test(JSON.stringify([Action, Condition])));
  const [role] = ofType(deployment, 'AWS::IAM::Role').filter(([id]) => /ExecutionsRole/.test(id));
  expect(statements).toEqual([
    expect.objectContaining({
      Action: expect.arrayContaining(['states:CreateStateMachine', 'states:UpdateStateMachine']),
      Resource: { 'Fn::Join': ['', expect.arrayContaining([expect.stringMatching(/:stateMachine:prod-\*$/)])] },
    }),
    {
      Action: 'iam:PassRole',
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': [role?.[0], 'Arn'] },
      Condition: { StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' } },
    },
  ]);
});
