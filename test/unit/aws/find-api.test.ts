import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { findApi } from '../../../lib/aws/find-api.ts';

const mock = mockClient(SSMClient);
const find = () => findApi(new SSMClient({ region: 'eu-central-1' }), 'prod');
const failing = (name: string) => Object.assign(new Error('no'), { name });

beforeEach(() => mock.reset());

test('a stage is found by its parameter', async () => {
  mock
    .on(GetParameterCommand, { Name: '/signalbox/prod/api-url' })
    .resolves({ Parameter: { Value: 'https://a.example' } });

  expect(await find()).toBe('https://a.example');
});

test.each([
  ['ParameterNotFound', 'SB844'],
  ['CredentialsProviderError', 'SB843'],
  ['AccessDeniedException', 'SB912'],
])('%s is told as %s', async (name, code) => {
  mock.on(GetParameterCommand).rejects(failing(name));

  await expect(find()).rejects.toMatchObject({ code });
});
