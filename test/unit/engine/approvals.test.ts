import { describe, expect, test } from 'vitest';
import type { ApprovalTask } from '../../../lib/compiler/task-contract.ts';
import { refuseAnswer } from '../../../lib/engine/approvals/refuse-answer.ts';
import { createDecideApproval } from '../../../lib/engine/decide-approval.ts';
import { createRequestApproval } from '../../../lib/engine/request-approval.ts';
import { createStopRun } from '../../../lib/engine/stop-run.ts';
import { createSweepApprovals } from '../../../lib/engine/sweep-approvals.ts';
import { createEngineWorld, type EngineWorld } from '../../support/engine-world.ts';
import { makeApproval } from '../../support/make-approval.ts';
import { factsOf, makeApprove } from '../../support/make-task.ts';
import { startRunIn, storedRun } from '../../support/started-run.ts';

const teams = new Map([['support', ['Ana@example.com', 'bea@example.com']]]);
const byAna = { decision: 'approved', by: 'ana@example.com' } as const;

async function ask(world: EngineWorld, task: Partial<ApprovalTask> = {}) {
  const run = await startRunIn(world);
  return createRequestApproval(world)(makeApprove(factsOf(run), task));
}

describe('F4 asking people', () => {
  test('stores the question as it reads now, and the run waits', async () => {
    const world = createEngineWorld({ teams });
    await world.records.put('contact', { id: 'contact-1', first_name: 'Ada' });
    const approval = await ask(world, {
      question: 'Answer {{ contact.first_name }}?',
      show: '{{ event.message.text }}',
      edit: { text: '{{ steps.draft.lines }}', missing: '{{ steps.draft.none }}' },
      data: { event: { message: { text: 'Where is it?' } }, steps: { draft: { lines: ['a', 'b'] } } },
      reads: ['contact'],
      remind_after_seconds: 60,
      escalate_after_seconds: 120,
      escalate_to: ['boss@example.com'],
    });
    expect(approval).toMatchObject({
      question: 'Answer Ada?',
      show: 'Where is it?',
      edit: { text: '["a","b"]', missing: '' },
      by: ['support'],
      status: 'open',
      createdAt: '2026-03-01T10:00:05.000Z',
      timesOutAt: '2026-03-02T10:00:05.000Z',
      remindAt: '2026-03-01T10:01:05.000Z',
      escalateAt: '2026-03-01T10:02:05.000Z',
      escalateTo: ['boss@example.com'],
      contact: 'contact-1',
    });
    const wait = { key: approval.key, until: approval.timesOutAt };
    expect(await storedRun(world, approval.runId)).toMatchObject({ status: 'waiting', waits: [wait] });
  });

  test('again, after a try that was cut off, keeps the id that people hold', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world);
    const request = createRequestApproval(world);
    const first = await request(makeApprove(factsOf(run)));
    const second = await request(makeApprove(factsOf(run), { token: 'token-2' }));
    expect(second).toEqual({ ...first, token: 'token-2' });
  });

  test('in the contact’s own zone', async () => {
    const world = createEngineWorld();
    await world.records.put('contact', { id: 'contact-1', zone: 'Asia/Kathmandu' });
    expect(await ask(world, { zone: 'contact', question: '{{ now.clock }}' })).toMatchObject({ question: '15:45' });
  });

  test('of a run without a contact', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world);
    const { contact: _, ...facts } = factsOf(run);
    expect(await createRequestApproval(world)(makeApprove(facts))).not.toHaveProperty('contact');
  });
});

describe('F4 an answer', () => {
  test('of someone who is asked goes on with the run, with the texts edited or as they were', async () => {
    const world = createEngineWorld({ teams });
    const { id, runId } = await ask(world, { edit: { text: 'Hello', subject: 'Re' } });
    world.clock.advance(60);
    const answer = { ...byAna, comment: 'nicer', edited: { text: 'Hi' } };
    const decided = await createDecideApproval(world)({ id, ...answer });
    const decision = { ...answer, edited: { text: 'Hi', subject: 'Re' } };
    expect(decided).toMatchObject({ status: 'decided', decision, decidedAt: world.clock.iso() });
    expect(world.tokens.answers.get('token-1')).toEqual({ kind: 'succeeded', output: decision });
    expect(await storedRun(world, runId)).toMatchObject({ status: 'running' });
    expect(await world.approvals.get(id)).toEqual(decided);
  });

  test('that rejects fails the task as a rejection, with the answer as its cause', async () => {
    const world = createEngineWorld({ teams });
    const { id } = await ask(world);
    await createDecideApproval(world)({ id, decision: 'rejected', by: 'BEA@example.com' });
    expect(world.tokens.answers.get('token-1')).toEqual({
      kind: 'failed',
      error: 'Signalbox.Rejected',
      cause: JSON.stringify({ decision: 'rejected', by: 'BEA@example.com' }),
    });
  });

  test('may come from an address that is named, or that it was escalated to', async () => {
    for (const by of ['cid@example.com', 'boss@example.com']) {
      const world = createEngineWorld({ teams });
      const { id } = await ask(world, { by: ['cid@example.com'], escalate_to: ['boss@example.com'] });
      expect(await createDecideApproval(world)({ id, decision: 'approved', by })).toMatchObject({ status: 'decided' });
    }
  });

  test('of anyone else is refused', async () => {
    const world = createEngineWorld({ teams });
    const { id } = await ask(world);
    const decide = createDecideApproval(world)({ id, decision: 'approved', by: 'eve@example.com' });
    await expect(decide).rejects.toMatchObject({ code: 'SB634', kind: 'forbidden' });
    expect(await world.approvals.get(id)).toMatchObject({ status: 'open' });
  });

  test('twice: the first counts, the second is a conflict that names it', async () => {
    const world = createEngineWorld({ teams });
    const { id } = await ask(world);
    const decide = createDecideApproval(world);
    await decide({ id, ...byAna });
    const second = decide({ id, decision: 'rejected', by: 'bea@example.com' });
    await expect(second).rejects.toMatchObject({
      code: 'SB632',
      message: expect.stringContaining('approved by ana@example.com'),
    });
  });

  test('by a double click: one wins, the other gets the conflict', async () => {
    const world = createEngineWorld({ teams });
    const { id } = await ask(world);
    const decide = createDecideApproval(world);
    const clicks = await Promise.allSettled([decide({ id, ...byAna }), decide({ id, ...byAna })]);
    expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = clicks.flatMap((click) => (click.status === 'rejected' ? [click.reason] : []));
    expect(lost).toMatchObject([{ code: 'SB632', kind: 'conflict' }]);
  });

  test('to a question that is put anew at this moment reaches the try that waits', async () => {
    const world = createEngineWorld({ teams });
    const run = await startRunIn(world);
    const request = createRequestApproval(world);
    const { id } = await request(makeApprove(factsOf(run), { token: 'token-1' }));
    world.clock.advance(1);
    let isFirst = true;
    const get: typeof world.approvals.get = async (given) => {
      const seen = await world.approvals.get(given);
      if (isFirst) {
        isFirst = false;
        world.tokens.expire('token-1');
        await request(makeApprove(factsOf(run), { token: 'token-2' }));
      }
      return seen;
    };
    const decide = createDecideApproval({ ...world, approvals: { ...world.approvals, get } });
    expect(await decide({ id, ...byAna })).toMatchObject({ status: 'decided', token: 'token-2' });
    expect(await storedRun(world, run.id)).toMatchObject({ status: 'running' });
  });

  test('that comes too late is gone: by its time, by its status, or because the token is', async () => {
    const gone = { code: 'SB633', kind: 'gone' };
    const late = createEngineWorld({ teams });
    const { id } = await ask(late, { timeout_seconds: 60 });
    late.clock.advance(60);
    await expect(createDecideApproval(late)({ id, ...byAna })).rejects.toMatchObject(gone);
    await createSweepApprovals(late)();
    await expect(createDecideApproval(late)({ id, ...byAna })).rejects.toMatchObject(gone);
  });

  test('to a run that was stopped is gone', async () => {
    const world = createEngineWorld({ teams });
    const { id, runId } = await ask(world);
    await createStopRun(world)({ runId, kind: 'operator', by: 'ana@example.com' });
    world.tokens.expire('token-1');
    await expect(createDecideApproval(world)({ id, ...byAna })).rejects.toMatchObject({ code: 'SB633' });
    expect(await world.approvals.get(id)).toMatchObject({ status: 'expired' });
  });

  test('whose handing over was answered by silence, and tried again, counts', async () => {
    const world = createEngineWorld({ teams });
    const { id } = await ask(world);
    const succeed: typeof world.tokens.succeed = async (token, output) => {
      await world.tokens.succeed(token, output);
      return world.tokens.succeed(token, output);
    };
    const decide = createDecideApproval({ ...world, tokens: { ...world.tokens, succeed } });
    expect(await decide({ id, ...byAna })).toMatchObject({ status: 'decided' });
  });

  test('with a text that is not to be edited is refused', async () => {
    const world = createEngineWorld({ teams });
    const { id } = await ask(world);
    const decide = createDecideApproval(world);
    const wrong = { code: 'SB635', kind: 'invalid' };
    await expect(decide({ id, ...byAna, edited: { text: 'x' } })).rejects.toMatchObject(wrong);
    const other = await ask(world, { step: 'second', token: 'token-2', edit: { subject: 'Re' } });
    await expect(decide({ id: other.id, ...byAna, edited: { text: 'x', body: 'y' } })).rejects.toThrow(
      /"text", "body".*/,
    );
  });

  test('longer than a rejection can carry is refused, and the question stays open', async () => {
    const world = createEngineWorld({ teams });
    const { id } = await ask(world, { edit: { text: 'Hello' } });
    const decide = createDecideApproval(world);
    const long = decide({ id, ...byAna, edited: { text: 'x'.repeat(32_768) } });
    await expect(long).rejects.toMatchObject({ code: 'SB635', kind: 'invalid' });
    expect(await world.approvals.get(id)).toMatchObject({ status: 'open' });
    expect(await decide({ id, ...byAna, edited: { text: 'x'.repeat(32_000) } })).toMatchObject({ status: 'decided' });
  });

  test('to what nobody asked is not found', async () => {
    const decide = createDecideApproval(createEngineWorld())({ id: 'unknown', ...byAna });
    await expect(decide).rejects.toMatchObject({ code: 'SB631', kind: 'not-found' });
  });
});

test('an answer on record without its text is named as such', () => {
  const now = Date.parse('2026-03-01T11:00:00.000Z');
  expect(() => refuseAnswer(makeApproval({ status: 'decided' }), now)).toThrow('"Review" was answered before.');
});

describe('the sweep of approvals', () => {
  const decision = { decision: 'approved', by: 'ana@example.com' } as const;

  test('tells the run of a decision that stayed on record alone', async () => {
    const world = createEngineWorld({ teams });
    const approval = await ask(world);
    const decidedAt = world.clock.iso();
    await world.approvals.replace({ ...approval, status: 'deciding', decision, decidedAt }, 'open');
    const sweep = createSweepApprovals(world);
    expect(await sweep()).toEqual({ finished: [], failures: [] });
    world.clock.advance(60);
    expect(await sweep()).toEqual({ finished: [approval.id], failures: [] });
    expect(world.tokens.answers.get('token-1')).toMatchObject({ kind: 'succeeded' });
    expect(await world.approvals.get(approval.id)).toMatchObject({ status: 'decided' });
  });

  test('closes what was handed over before it could be closed, and what came too late', async () => {
    const world = createEngineWorld({ teams });
    const inTime = makeApproval({ token: 'a', status: 'deciding', decision, timesOutAt: '2026-03-02T10:00:00.000Z' });
    const tooLate = makeApproval({ token: 'b', status: 'deciding', decision, timesOutAt: '2026-03-01T10:00:00.000Z' });
    for (const approval of [inTime, tooLate]) {
      await world.approvals.create(approval);
      world.tokens.expire(approval.token);
    }
    expect((await createSweepApprovals(world)()).finished).toHaveLength(2);
    expect(await world.approvals.get(inTime.id)).toMatchObject({ status: 'decided' });
    expect(await world.approvals.get(tooLate.id)).toMatchObject({ status: 'expired' });
  });

  test('closes what nobody answered, over many pages, and names what fails', async () => {
    const world = createEngineWorld();
    for (let index = 0; index < 150; index += 1) {
      await world.approvals.create(makeApproval({ timesOutAt: '2026-03-01T09:00:00.000Z' }));
    }
    const open = makeApproval();
    await world.approvals.create(open);
    expect((await createSweepApprovals(world)()).finished).toHaveLength(150);
    expect(await world.approvals.get(open.id)).toMatchObject({ status: 'open' });
    await world.approvals.create(makeApproval({ id: 'broken', timesOutAt: '2026-03-01T09:00:00.000Z' }));
    const approvals = { ...world.approvals, replace: () => Promise.reject(new Error('no table')) };
    const report = await createSweepApprovals({ ...world, approvals })();
    expect(report).toEqual({ finished: [], failures: [{ id: 'broken', message: 'Error: no table' }] });
  });
});
