import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSesClient, createSesEmailSender } from '../../../lib/aws/ses-email-sender.ts';
import type { Email } from '../../../lib/ports/email-sender.ts';

const mock = mockClient(SESv2Client);
const client = new SESv2Client({ region: 'eu-central-1' });
const email: Email = {
  from: 'Shop <shop@example.com>',
  to: ['ada@example.com'],
  subject: 'Hällo',
  text: 'plain',
  headers: { 'X-A': 'b' },
  key: 'run-1/act',
};
const refusal = (name: string, status: number) =>
  new SESv2ServiceException({ name, message: 'no', $fault: 'client', $metadata: { httpStatusCode: status } });

beforeEach(() => {
  mock.reset();
});

describe('Sending through SES', () => {
  test('sends the parts that there are', async () => {
    mock.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
    expect(await createSesEmailSender({ client }).send(email)).toEqual({ messageId: 'ses-1' });
    expect(mock.commandCalls(SendEmailCommand).map(({ args }) => args[0].input)).toEqual([
      {
        FromEmailAddress: 'Shop <shop@example.com>',
        Destination: { ToAddresses: ['ada@example.com'] },
        Content: {
          Simple: {
            Subject: { Data: 'Hällo', Charset: 'UTF-8' },
            Body: { Text: { Data: 'plain', Charset: 'UTF-8' } },
            Headers: [{ Name: 'X-A', Value: 'b' }],
          },
        },
      },
    ]);
  });

  test('sends HTML beside the text, where answers go, and under a configuration set', async () => {
    mock.on(SendEmailCommand).resolves({});
    const sender = createSesEmailSender({ client, configurationSet: 'signalbox' });
    expect(await sender.send({ ...email, html: '<p>', replyTo: ['help@example.com'] })).toEqual({ messageId: '' });
    expect(mock.commandCalls(SendEmailCommand)[0]?.args[0].input).toMatchObject({
      ReplyToAddresses: ['help@example.com'],
      ConfigurationSetName: 'signalbox',
      Content: { Simple: { Body: { Html: { Data: '<p>', Charset: 'UTF-8' } } } },
    });
  });

  test.each<[string, unknown, object]>([
    ['throttled', refusal('TooManyRequestsException', 429), { kind: 'transient', details: { effect: 'none' } }],
    ['rejected', refusal('MessageRejected', 400), { kind: 'fault', details: { effect: 'none' } }],
    [
      'lost in SES',
      refusal('InternalServiceErrorException', 500),
      { kind: 'transient', details: { effect: 'unknown' } },
    ],
    ['cut off', new Error('socket hang up'), { kind: 'transient', details: { effect: 'unknown' } }],
    [
      'never on its way',
      Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
      { kind: 'transient', details: { effect: 'none' } },
    ],
    ['answered oddly', Object.assign(new Error('x'), { $metadata: null }), { details: { effect: 'unknown' } }],
    [
      'answered without a status',
      Object.assign(new Error('x'), { $metadata: { httpStatusCode: '5' } }),
      { details: { effect: 'unknown' } },
    ],
  ])('tells whether a mail that was %s may have gone out', async (_name, error, expected) => {
    mock.on(SendEmailCommand).rejects(error as Error);
    await expect(createSesEmailSender({ client }).send(email)).rejects.toMatchObject(expected);
  });

  test('is tried once by the client: a second try could be a second mail', async () => {
    const own = createSesClient();
    expect(await own.config.maxAttempts()).toBe(1);
  });
});
