import { describe, expect, test } from 'vitest';
import { cli, problem } from './fake-cli.ts';

const COUNTS = {
  ...{ started: 3, open: 1, waiting: 0, succeeded: 2, failed: 0, stopped: 0, exited: 0, converted: 0 },
  skipped: 0,
};
const WORKFLOW = {
  id: 'hello',
  name: 'Hello',
  origin: 'file',
  enabled: true,
  archived: false,
  activeVersion: 2,
  trigger: { kind: 'event', event: 'lead.created' },
  counts: COUNTS,
};
const VIEW = {
  ...{ ...WORKFLOW, version: 2, source: 'workflow: hello\n', versions: [] },
  estimate: {
    ...{ transitions: { least: 1, most: 2 }, historyEvents: { most: 9 }, lambdaCalls: { most: 1 } },
    ...{ dollarsPerMillionRuns: 50, longestSeconds: 1 },
  },
};
const RUN = {
  id: 'hello-1',
  workflow: 'hello',
  version: 2,
  arm: 'control',
  redrives: 0,
  status: 'succeeded',
  outcome: 'completed',
  contact: 'ana',
  trigger: { event: 'lead.created', eventId: 'e-1', at: '2026-03-02T09:00:00.000Z' },
  createdAt: '2026-03-02T09:00:00.000Z',
  endedAt: '2026-03-03T10:00:00.000Z',
};
const STEP = { name: 'Tag', step: 'tag', kind: 'do', action: 'contact.tag', tries: 1, depth: 0 };
const TIMES = { enteredAt: '2026-03-02T09:00:00.000Z', leftAt: '2026-03-02T09:00:00.000Z' };
const APPROVAL = {
  id: 'a-1',
  runId: 'reply-1',
  workflow: 'reply',
  step: 'review',
  name: 'Review',
  question: 'Send it?',
  by: ['support'],
  createdAt: '2026-03-02T09:00:00.000Z',
  timesOutAt: '2026-03-03T09:00:00.000Z',
  status: 'open',
};

describe('event put', () => {
  test('puts the event and says under which id', async () => {
    const engine = { 'POST /events': { ids: ['e-1'] } };

    const result = await cli(['event', 'put', 'lead.created', '--data', '{"lead":{"id":"l-1"}}', '--key', 'k'], {
      engine,
    });

    expect(result).toMatchObject({ code: 0, out: 'accepted  lead.created  e-1', err: 'engine http://engine.test' });
    expect(result.requests).toEqual([
      'POST /events {"event":"lead.created","data":{"lead":{"id":"l-1"}},"idempotencyKey":"k"}',
    ]);
  });

  test('lays data over the sample of the type', async () => {
    const engine = { 'POST /events': { ids: ['e-1'] } };

    const { requests } = await cli(
      ['event', 'put', 'lead.created', '--sample', '--data', '{"lead":{"source":"Fair"}}'],
      { engine },
    );

    expect(JSON.parse(requests[0]?.slice('POST /events '.length) ?? '')).toMatchObject({
      data: { lead: { id: 'lead-1', source: 'Fair' } },
    });
  });

  test('refuses data that is no object before anything is sent', async () => {
    const result = await cli(['event', 'put', 'lead.created', '--data', '[1]'], { engine: {} });

    expect(result).toMatchObject({ code: 1, requests: [] });
    expect(result.err).toContain('SB825');
  });
});

describe('workflow', () => {
  test('list shows what starts each, its version and the numbers of its runs', async () => {
    const { out, code } = await cli(['workflow', 'list'], { engine: { 'GET /workflows': { items: [WORKFLOW] } } });

    expect(code).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^WORKFLOW {2}TRIGGER +VERSION +OPEN +SUCCEEDED/);
    expect(out.split('\n')[1]).toMatch(/^hello +lead\.created +2 +1 +2 +0 +0 +0 +–$/);
  });

  test('list --json prints the whole answer', async () => {
    const answer = { items: [{ ...WORKFLOW, more: 1 }] };

    const { out } = await cli(['workflow', 'list', '--json'], { engine: { 'GET /workflows': answer } });

    expect(JSON.parse(out)).toEqual(answer);
  });

  test('show --source prints the text and nothing else', async () => {
    const { out } = await cli(['workflow', 'show', 'hello', '--source'], { engine: { 'GET /workflows/hello': VIEW } });

    expect(out).toBe('workflow: hello');
  });

  test('show lists its versions', async () => {
    const version = {
      workflow: 'hello',
      origin: 'file',
      version: 2,
      author: 'ana',
      publishedAt: '2026-03-02T09:00:00.000Z',
      description: 'x',
      hash: 'abc',
    };
    const engine = {
      'GET /workflows/hello': { ...VIEW, versions: [version] },
      'GET /workflows/hello/draft': problem(404, 'SB652', 'There is no draft.', 'Begin one.'),
    };

    const { out } = await cli(['workflow', 'show', 'hello'], { engine });

    expect(out).toContain('runs     3 started, 1 open, 2 succeeded');
    expect(out).toMatch(/2 {2}2026-03-02 09:00:00 {2}ana {2}abc {3}x/);
  });

  test('that does not exist ends with exit code 4 and the engine’s own words', async () => {
    const engine = { 'GET /workflows/nope': problem(404, 'SB601', 'There is no workflow "nope".', 'List them.') };

    const { code, err } = await cli(['workflow', 'show', 'nope'], { engine });

    expect(code).toBe(4);
    expect(err).toBe('engine http://engine.test\nerror SB601  There is no workflow "nope".\n       List them.');
  });
});

describe('run', () => {
  test('list asks for a page and says how to see more', async () => {
    const engine = { 'GET /runs?workflow=hello&limit=5': { items: [RUN], next: 'c-2' } };

    const { out, err } = await cli(['run', 'list', '--workflow', 'hello', '--limit', '5'], { engine });

    expect(out.split('\n')[1]).toBe('hello-1  succeeded  completed  ana      2026-03-02 09:00:00  1d 1h');
    expect(err).toContain('There is more: --cursor c-2');
  });

  test('show prints the steps with their messages', async () => {
    const mail = { kind: 'email', id: 'm', at: TIMES.enteredAt };
    const email = { from: 'x', to: ['ana@example.com'], subject: 'Hi', text: 'Hello', key: 'hello-1/mail' };
    const engine = {
      'GET /runs/hello-1': {
        run: RUN,
        timeline: [
          { ...STEP, ...TIMES, input: { with: { add: ['VIP'] } } },
          { ...STEP, ...TIMES, name: 'Mail', step: 'mail', action: 'email.send' },
        ],
      },
      'GET /outbox?limit=100': {
        items: [
          { ...mail, email },
          { ...mail, email: { ...email, key: 'other-1/mail' } },
        ],
      },
    };

    const { out } = await cli(['run', 'show', 'hello-1'], { engine });

    expect(out).toContain('2026-03-02 09:00:00  ✓ Tag  contact.tag\n                         add: ["VIP"]');
    expect(out.match(/mail to ana@example\.com: Hi/g)).toHaveLength(1);
    expect(out.split('\n').at(-1)).toBe('succeeded after 1d 1h  completed');
  });

  test('cannot repaint the terminal with what it answers', async () => {
    const evil = { ...RUN, contact: 'ana\u001b[2J\u0007' };

    const { out } = await cli(['run', 'list'], { engine: { 'GET /runs?limit=20': { items: [evil] } } });

    expect(out).not.toContain('\u001b');
  });

  test('stop asks first, and does nothing when the person says no', async () => {
    const result = await cli(['run', 'stop', 'hello-1', '--by', 'ana@example.com'], { engine: {}, person: false });

    expect(result).toMatchObject({ code: 0, requests: [], questions: ['Stop the run hello-1 for good?'] });
    expect(result.err).toContain('Nothing was changed.');
  });
});

describe('approval', () => {
  test('list shows the open ones', async () => {
    const engine = { 'GET /approvals?status=open&limit=20': { items: [APPROVAL] } };

    const { out } = await cli(['approval', 'list'], { engine });

    expect(out.split('\n')[1]).toBe('a-1       reply     Send it?  support  2026-03-03 09:00:00  open');
  });

  test('approve sends who, why and the changed texts', async () => {
    const engine = { 'POST /approvals/a-1/decision': { ...APPROVAL, status: 'decided' } };
    const args = [
      'approval',
      'approve',
      'a-1',
      '--by',
      'eve@example.com',
      '--comment',
      'fine',
      '--edit',
      'text=a=b',
      '--yes',
    ];

    const { out, requests, callers, code } = await cli(args, { engine });

    expect(code).toBe(0);
    expect(callers).toEqual(['eve@example.com']);
    expect(out).toBe('approved  Review  run reply-1');
    expect(requests[0]).toBe(
      'POST /approvals/a-1/decision {"decision":"approved","comment":"fine","edited":{"text":"a=b"}}',
    );
  });

  test('reject needs --yes where nobody can be asked', async () => {
    const result = await cli(['approval', 'reject', 'a-1', '--by', 'eve@example.com'], { engine: {} });

    expect(result).toMatchObject({ code: 2, requests: [], questions: [] });
    expect(result.err).toContain('add --yes');
  });

  test('that was decided before ends with exit code 3', async () => {
    const engine = { 'POST /approvals/a-1/decision': problem(409, 'SB632', '"Review" was answered before.') };

    const { code } = await cli(['approval', 'reject', 'a-1', '--by', 'eve@example.com', '--yes'], { engine });

    expect(code).toBe(3);
  });

  test('that timed out (410) ends with exit code 3, too', async () => {
    const engine = { 'POST /approvals/a-1/decision': problem(410, 'SB633', 'Too late.') };

    const { code } = await cli(['approval', 'reject', 'a-1', '--by', 'eve@example.com', '--yes'], { engine });

    expect(code).toBe(3);
  });

  test('in somebody else’s place ends with exit code 3', async () => {
    const engine = { 'POST /approvals/a-1/decision': problem(403, 'SB634', 'mallory is not asked.') };

    const { code, err } = await cli(['approval', 'approve', 'a-1', '--by', 'mallory', '--yes'], { engine });

    expect(code).toBe(3);
    expect(err).toContain('SB634');
  });
});

test('contact show tells its fields, its open runs and what they wait for', async () => {
  const engine = {
    'GET /contacts/ada': {
      id: 'ada',
      record: { id: 'ada', first_name: 'Ada', tags: ['VIP'] },
      openRuns: [{ run: 'greet-1', workflow: 'greet', version: 2 }],
      awaits: [{ run: 'greet-1', step: 'reply', event: 'message.received' }],
    },
  };

  const { out, code } = await cli(['contact', 'show', 'ada'], { engine });

  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    'ada',
    '  first_name  Ada',
    '  tags  ["VIP"]',
    'open run  greet-1  greet version 2',
    'waits for message.received  at reply of greet-1',
  ]);
});
