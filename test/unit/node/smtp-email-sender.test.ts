import { describe, expect, test } from 'vitest';
import { createSmtpEmailSender } from '../../../lib/node/smtp-email-sender.ts';
import type { Email } from '../../../lib/ports/email-sender.ts';
import { type SmtpScript, startSmtpServer } from './smtp-server.ts';

const email: Email = {
  from: 'Shop <shop@example.com>',
  to: ['ada@example.com'],
  subject: 'Hello',
  text: 'plain',
  headers: { 'List-Unsubscribe': '<mailto:out@example.com>' },
  key: 'run-1/act',
};
const send = async (script: SmtpScript, mail: Email = email, more = {}) => {
  const server = await startSmtpServer(script);
  try {
    const sender = createSmtpEmailSender({ host: '127.0.0.1', port: server.port, ...more });
    return { sent: await sender.send(mail), message: server.messages[0] };
  } catch (error) {
    return { error };
  } finally {
    await server.close();
  }
};

describe('Sending by SMTP', () => {
  test('hands over addresses, headers and text', async () => {
    const { sent, message } = await send({}, { ...email, replyTo: ['help@example.com'] });
    expect(sent?.messageId).toMatch(/^<.+@example\.com>$/);
    expect(message).toContain('From: Shop <shop@example.com>');
    expect(message).toContain('To: ada@example.com');
    expect(message).toContain('Reply-To: help@example.com');
    expect(message).toContain('List-Unsubscribe: <mailto:out@example.com>');
    expect(message).toContain('plain');
    expect(message).not.toContain('text/html');
  });

  test('hands over HTML beside the text', async () => {
    const { message } = await send({}, { ...email, html: '<p>rich</p>' });
    expect(message).toContain('multipart/alternative');
    expect(message).toContain('<p>rich</p>');
  });

  test('reads no file that a message names', async () => {
    const text = { path: '/etc/passwd' } as unknown as string;
    expect(await send({}, { ...email, text })).toMatchObject({ error: { code: 'smtp_error' } });
  });

  test.each<[string, SmtpScript, object]>([
    ['refused for now', { data: '451 try later' }, { kind: 'transient', details: { effect: 'none' } }],
    ['refused for good', { rcpt: '550 no such user' }, { kind: 'invalid', details: { effect: 'none' } }],
    ['turned away at the door', { greeting: '554 no service' }, { kind: 'invalid', details: { effect: 'none' } }],
    ['cut off when the mail was handed over', { hangUp: true }, { kind: 'transient', details: { effect: 'unknown' } }],
  ])('tells when it was %s', async (_name, script, expected) => {
    expect(await send(script)).toMatchObject({ error: { code: 'smtp_error', ...expected } });
  });

  test('tells when nobody is there, and that nothing was sent', async () => {
    const server = await startSmtpServer();
    await server.close();
    const sender = createSmtpEmailSender({ host: '127.0.0.1', port: server.port, user: 'me', password: 'hunter2' });
    await expect(sender.send(email)).rejects.toMatchObject({ kind: 'transient', details: { effect: 'none' } });
  });

  test('does not tell the password when the server takes none', async () => {
    const { error } = await send({ auth: '535 no' }, email, { user: 'me', password: 'hunter2' });
    expect(error).toMatchObject({ code: 'smtp_error', kind: 'invalid', details: { effect: 'none' } });
    expect(String(error)).not.toContain('hunter2');
  });
});
