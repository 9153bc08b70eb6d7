import { describe, expect, test } from 'vitest';
import { createListRuns } from '../../../lib/engine/list-runs.ts';
import { createReadRun } from '../../../lib/engine/read-run.ts';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { createRegisterWait } from '../../../lib/engine/register-wait.ts';
import { createTimeline } from '../../../lib/engine/timeline.ts';
import { isJsonObject, type Json } from '../../../lib/workflow/json.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { factsOf, makeWaitFor } from '../../support/make-task.ts';
import { runDefinition } from '../../support/run-definition.ts';
import { startRunIn } from '../../support/started-run.ts';

const DEFINITION = `workflow: tour
trigger: { event: lead.created }
audience: { consent: none }
steps:
  - { id: hello, do: notify.send, with: { to: "ana@example.com", text: "{{ event.lead.status }}" } }
  - id: check
    routes:
      - { id: won, if: { field: event.lead.status, is: won }, then: [{ end: won }] }
      - { id: fresh, if: { field: event.lead.status, is: new }, then: [{ wait: 1 hour }] }
    otherwise: [{ end: lost }]
  - { id: test, experiment: [{ id: a, percent: 100 }] }
  - id: both
    parallel:
      - { id: left, then: [{ id: one, do: notify.send, with: { to: "ana@example.com", text: left } }] }
      - { id: right, then: [{ id: two, do: notify.send, with: { to: "ana@example.com", text: right }, on_error: continue }] }
  - { id: round, routes: [{ id: once_more, if: { field: event.lead.id, exists: true }, then: [{ goto: hello, times: 1 }] }] }
  - { id: reply, wait_for: message.received, timeout: 1 hour }
  - id: review
    approve: Send it?
    by: ["ana@example.com"]
    timeout: 1 hour
    on_timeout: [{ fail: "nobody answered {{ event.lead.id }}" }]
`;

const failing = (name: string, message: string) => Object.assign(new Error(message), { name });

async function tour() {
  let calls = 0;
  return runDefinition(DEFINITION, {
    event: { lead: { id: 'lead-1', status: 'new' } },
    variants: { test: 'a' },
    invoke: (_, payload) => {
      calls += 1;
      if (calls === 1) throw failing('Signalbox.Transient', 'busy: try later');
      const text = isJsonObject(payload) && isJsonObject(payload.with) ? payload.with.text : '';
      if (text === 'right') throw failing('Signalbox.Permanent', 'bad_input: no');
      return { sent: true };
    },
  });
}

describe('R2 a run’s timeline', () => {
  test('names each step as people wrote it, in the order it was gone through', async () => {
    const steps = createTimeline(await tour());
    const round = ['Hello', 'Check', 'Wait 1 hour', 'Test', 'Both', 'One', 'Two', 'Round', 'Goto hello'];
    const names = steps.map(({ name }) => name).filter((name) => !/^(end of .*|Start)$/.test(name));
    expect(names).toEqual([...round, ...round, 'Reply', 'Review', expect.stringContaining('fail')]);
  });

  test('says what each is, and how deep inside of others', async () => {
    const steps = createTimeline(await tour());
    const kinds = new Map(steps.map(({ name, kind, depth }) => [name, { kind, depth }]));
    expect(kinds.get('Hello')).toEqual({ kind: 'do', depth: 0 });
    expect(kinds.get('Check')).toEqual({ kind: 'routes', depth: 0 });
    expect(kinds.get('Wait 1 hour')).toEqual({ kind: 'wait', depth: 0 });
    expect(kinds.get('Test')).toEqual({ kind: 'experiment', depth: 0 });
    expect(kinds.get('Both')).toEqual({ kind: 'parallel', depth: 0 });
    expect(kinds.get('One')).toEqual({ kind: 'do', depth: 1 });
    expect(kinds.get('Goto hello')).toEqual({ kind: 'choice', depth: 0 });
    expect(kinds.get('Reply')).toEqual({ kind: 'wait_for', depth: 0 });
    expect(kinds.get('Review')).toEqual({ kind: 'approve', depth: 0 });
  });

  test('tells a task’s input and output, its tries, and the error that one of them mended', async () => {
    const hello = createTimeline(await tour()).find(({ step }) => step === 'hello');
    expect(hello).toEqual({
      name: 'Hello',
      step: 'hello',
      kind: 'do',
      action: 'notify.send',
      enteredAt: '2026-01-01T00:00:00.000Z',
      leftAt: '2026-01-01T00:00:01.000Z',
      input: expect.objectContaining({
        with: { to: 'ana@example.com', text: '{{ event.lead.status }}' },
        data: { event: { lead: { status: 'new' } } },
      }),
      output: { sent: true },
      error: { code: 'busy', message: 'try later' },
      tries: 2,
      depth: 0,
    });
    expect(hello?.input).not.toHaveProperty('run');
  });

  test('tells the route taken, with the values it saw, and the variant', async () => {
    const steps = createTimeline(await tour());
    expect(steps.find(({ step }) => step === 'check')).toMatchObject({
      route: 'fresh',
      saw: { 'event.lead.status': 'new' },
    });
    expect(steps.find(({ step }) => step === 'test')).toMatchObject({ route: 'a' });
  });

  test('tells what failed for good', async () => {
    const steps = createTimeline(await tour());
    const failed = steps.filter((step) => step.failed).map(({ name, error }) => [name, error?.code]);
    expect(failed).toContainEqual(['Two', 'bad_input']);
    expect(failed).toContainEqual(['Reply', 'States.Timeout']);
    const last = steps.at(-1);
    expect(last).toMatchObject({ kind: 'fail', failed: true, error: { message: 'nobody answered lead-1' } });
  });

  test('never shows a token', async () => {
    expect(JSON.stringify(createTimeline(await tour()))).not.toContain('token');
  });
});

describe('a history that is not ours', () => {
  const event = (id: number, type: string, details: Json = {}, previousEventId: Json = id - 1): Json => ({
    id,
    type,
    previousEventId,
    timestamp: '2026-01-01T00:00:00.000Z',
    xEventDetails: details,
  });

  test('what is no event is left out', () => {
    expect(createTimeline([null, 'text', {}, { id: 'x', type: 'PassStateEntered' }, { id: 1 }])).toEqual([]);
  });

  test('events that belong to nothing we know are passed over', () => {
    expect(
      createTimeline([
        event(1, 'ExecutionStarted', {}, null),
        event(2, 'TaskStateExited', { name: 'Never entered' }),
        event(3, 'LambdaFunctionScheduled', { input: '{}' }, 99),
        event(4, 'LambdaFunctionFailed', {}, 99),
        event(5, 'ParallelStateStarted', {}, 99),
        { id: 6, type: 'TaskStateEntered', previousEventId: 5 },
      ]),
    ).toEqual([{ name: '', kind: 'do', enteredAt: '', tries: 0, depth: 1 }]);
  });

  test('an input that was cut off stays as it is; one that is no request is empty', () => {
    const entered = (id: number, name: string) => event(id, 'TaskStateEntered', { name });
    const steps = createTimeline([
      entered(1, 'Cut'),
      event(2, 'LambdaFunctionScheduled', { input: '{"kind": "rea' }),
      event(3, 'LambdaFunctionSucceeded'),
      event(4, 'TaskStateExited', { name: 'Cut', assignedVariables: { step_cut: '{"a' } }),
      entered(5, 'Bare'),
      event(6, 'TaskScheduled'),
      entered(7, 'Other'),
      event(8, 'TaskScheduled', { parameters: { Payload: { kind: 'read', step: 'other', contract: 1 } } }),
      event(9, 'ActivityScheduled', 'details'),
      event(10, 'StrangeStateEntered', { name: 'Strange' }),
    ]);
    expect(steps).toMatchObject([
      { name: 'Cut', step: 'cut', input: {}, output: '{"a', tries: 1 },
      { name: 'Bare', input: {}, kind: 'do' },
      { name: 'Other', kind: 'read', step: 'other', input: { kind: 'read', step: 'other' } },
      { name: 'Strange', kind: 'do' },
    ]);
  });

  test('of each item of a list, each step is there', () => {
    const steps = createTimeline([
      event(1, 'MapStateEntered', { name: 'Lines' }),
      event(2, 'MapStateStarted'),
      event(3, 'MapIterationStarted', { name: 'Lines', index: 0 }),
      event(4, 'MapIterationStarted', { name: 'Lines', index: 1 }, 2),
      event(5, 'WaitStateEntered', { name: 'Line' }, 3),
      event(6, 'WaitStateEntered', { name: 'Line' }, 4),
      event(7, 'WaitStateExited', { name: 'Line' }, 6),
      event(8, 'WaitStateExited', { name: 'Line' }, 5),
      event(9, 'MapStateSucceeded', {}, 8),
      event(10, 'MapStateExited', { name: 'Lines', assignedVariables: { at_x: '1' } }, 9),
      event(11, 'SucceedStateEntered', { name: 'end: done' }),
    ]);
    expect(steps.map(({ name, kind, depth, leftAt }) => [name, kind, depth, leftAt !== undefined])).toEqual([
      ['Lines', 'each', 0, true],
      ['Line', 'wait', 1, true],
      ['Line', 'wait', 1, true],
      ['end: done', 'end', 0, false],
    ]);
  });
});

describe('reading a run', () => {
  const history = [
    { id: 1, previousEventId: 0, timestamp: '', type: 'WaitStateEntered', stateEnteredEventDetails: { name: 'A' } },
  ];

  test('from its execution while it is open, from the archive once it has ended', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    const read = createReadRun(world);
    world.executions.setHistory(id, history);
    const open = await read(id);
    expect(open).toMatchObject({ run: { id, status: 'pending' }, input: { run: { id } }, timeline: [{ name: 'A' }] });
    await createRecordStatus(world)({ name: id, status: 'SUCCEEDED', startedAt: world.clock.iso(), redrives: 0 });
    expect((await read(id)).timeline).toHaveLength(1);
    await world.histories.put(id, [...history, ...history], 2e9);
    expect((await read(id)).timeline).toHaveLength(2);
    // What was kept of an earlier end lacks what came after the redrive.
    await createRecordStatus(world)({ name: id, status: 'SUCCEEDED', startedAt: world.clock.iso(), redrives: 1 });
    expect((await read(id)).timeline).toHaveLength(1);
    await world.histories.put(id, [...history, { type: 'ExecutionRedriven', id: 2, timestamp: '' }], 2e9);
    expect((await read(id)).timeline).toMatchObject([{ name: 'A' }, { kind: 'redrive' }]);
  });

  test('on AWS has the link to its execution', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world);
    const machineRef = 'arn:aws:states:eu-central-1:111122223333:stateMachine:dev-welcome:3';
    const runs = { ...world.runs, get: async () => ({ ...run, machineRef }) };
    expect((await createReadRun({ ...world, runs })(run.id)).console).toContain(`dev-welcome:${run.id}`);
  });

  test('whose input is gone', async () => {
    const world = createEngineWorld();
    const { id } = await startRunIn(world);
    const runs = { ...world.runs, getInput: async () => undefined };
    expect(await createReadRun({ ...world, runs })(id)).not.toHaveProperty('input');
  });

  test('that does not exist is not found', async () => {
    const read = createReadRun(createEngineWorld())('unknown');
    await expect(read).rejects.toMatchObject({ code: 'SB621', kind: 'not-found' });
  });

  test('R3 whose wait has timed out is shown as running, before any sweep writes it so', async () => {
    const world = createEngineWorld();
    const run = await startRunIn(world);
    await createRegisterWait(world)(makeWaitFor(factsOf(run)));
    const list = createListRuns(world);
    const status = async () => (await list({ workflow: run.workflow }, { limit: 1 })).items[0]?.status;
    expect(await status()).toBe('waiting');
    world.clock.advance(3600);
    expect(await status()).toBe('running');
    expect((await createReadRun(world)(run.id)).run.status).toBe('running');
  });
});
