import { expect, test } from 'vitest';
import { lintTemplate } from './lint-template.ts';

const table = (properties: object): object => ({
  Resources: {
    Runs: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        ...properties,
      },
    },
  },
});

test('a sound template has no findings', async () => {
  expect(await lintTemplate(table({}))).toEqual([]);
});

test('an unknown property and a wrong value are found, with their place', async () => {
  const findings = await lintTemplate(table({ BillingMode: 'FREE', Bogus: 1 }));
  expect(findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ rule: 'E3030', level: 'Error', path: 'Resources/Runs/Properties/BillingMode' }),
      expect.objectContaining({ rule: 'E3002', level: 'Error', path: 'Resources/Runs/Properties/Bogus' }),
    ]),
  );
});

test('a rule that is ignored is not reported', async () => {
  expect(await lintTemplate(table({ Bogus: 1 }), ['E3002'])).toEqual([]);
});
