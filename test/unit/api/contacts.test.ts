import { expect, test } from 'vitest';
import { createApiWorld } from './api-world.ts';

const WAITING = `workflow: greet
trigger: { event: lead.created }
steps:
  - { id: reply, wait_for: message.received, timeout: 1 day }
`;
const contact = { id: 'ada', first_name: 'Ada', tags: [], segments: [], consents: [] };

test('a contact is shown with its record, its open runs and what they wait for', async () => {
  const { call, pass } = await createApiWorld({ greet: WAITING });
  await call('POST', '/events', { event: 'contact.created', data: { contact } });
  await call('POST', '/events', {
    event: 'lead.created',
    data: { lead: { id: 'l', contact_id: 'ada', source: 'Fair', status: 'new' } },
  });
  await pass();

  const { status, body } = await call('GET', '/contacts/ada');

  expect(status).toBe(200);
  expect(body).toMatchObject({ id: 'ada', record: contact, openRuns: [{ workflow: 'greet', version: 1 }] });
  expect(body.awaits).toEqual([{ run: body.openRuns[0].run, step: 'reply', event: 'message.received' }]);
  expect(JSON.stringify(body)).not.toContain('token');
});

test('a contact that only events name has no record; one that nobody names is not found', async () => {
  const { call, pass } = await createApiWorld({ greet: WAITING });
  await call('POST', '/events', {
    event: 'lead.created',
    data: { lead: { id: 'l', contact_id: 'bob', source: 'Fair', status: 'new' } },
  });
  await pass();

  expect((await call('GET', '/contacts/bob')).body).not.toHaveProperty('record');
  expect(await call('GET', '/contacts/nobody')).toMatchObject({ status: 404, body: { code: 'SB671' } });
});
