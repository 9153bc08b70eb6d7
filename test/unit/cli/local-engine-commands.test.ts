import { describe, expect, test } from 'vitest';
import { cli } from './fake-cli.ts';

test('outbox list shows what was not sent, the newest last', async () => {
  const email = { from: 'x', to: ['ana@example.com'], subject: 'Hi', text: 'Hello\n', key: 'r/mail' };
  const request = { method: 'POST', url: 'https://example.com/x', body: '{"a":1}' };
  const items = [
    { kind: 'http', id: '2', at: '2026-03-02T10:00:00.000Z', request },
    { kind: 'email', id: '1', at: '2026-03-02T09:00:00.000Z', email },
  ];

  const { out } = await cli(['outbox', 'list'], { engine: { 'GET /outbox?limit=20': { items } } });

  expect(out).toBe(
    '2026-03-02 09:00:00  mail to ana@example.com: Hi  r/mail\n  │ Hello\n\n2026-03-02 10:00:00  http POST https://example.com/x\n  │ {"a":1}',
  );
});

describe('dead-letter', () => {
  const letter = { id: 7, topic: 'event', attempts: 5, reason: 'SB701 no event', diedAt: Date.UTC(2026, 2, 2) };

  test('list shows why each was given up', async () => {
    const { out } = await cli(['dead-letter', 'list'], {
      engine: { 'GET /dead-letters?limit=20': { items: [letter] } },
    });

    expect(out.split('\n')[1]).toBe('     7  2026-03-02 00:00:00  event      5  SB701 no event');
  });

  test('redrive puts one back once the person agrees', async () => {
    const engine = { 'POST /dead-letters/redrive': { redriven: 1 } };

    const { out, requests, questions } = await cli(['dead-letter', 'redrive', '7'], { engine, person: true });

    expect(questions).toEqual(['Handle message 7 again?']);
    expect(requests).toEqual(['POST /dead-letters/redrive {"id":7}']);
    expect(out).toBe('1 message put back');
  });
});

describe('an engine', () => {
  test('that does not run is said so, with how to start it', async () => {
    const { code, err } = await cli(['run', 'list']);

    expect(code).toBe(5);
    expect(err).toContain('SB841  No engine answers at http://engine.test.');
    expect(err).toContain('signalbox start');
  });

  test('that is another program is told apart', async () => {
    const engine = { 'GET /workflows': new Response('<html>', { status: 200 }) };

    const { code, err } = await cli(['workflow', 'list'], { engine });

    expect(code).toBe(5);
    expect(err).toContain('SB842');
  });

  test('at another address is named with --url', async () => {
    const { err } = await cli(['workflow', 'list', '--url', 'http://other.test/'], { engine: {} });

    expect(err).toContain('engine http://other.test\n');
  });
});
