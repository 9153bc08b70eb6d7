import { describe, expect, test } from 'vitest';
import type { HoldTask, TaskRequest } from '../../../lib/compiler/task-contract.ts';
import { createTimeline } from '../../../lib/engine/timeline.ts';
import { toHistoryEvent } from '../../../lib/local/asl/history-event.ts';
import { loadMachine } from '../../../lib/local/asl/load-machine.ts';
import { startExecution } from '../../../lib/local/asl/run-execution.ts';
import { createVirtualClock } from '../../../lib/local/asl/virtual-clock.ts';
import type { Json, JsonObject } from '../../../lib/workflow/json.ts';
import { makeFacts } from '../../support/make-task.ts';
import { compileSteps } from './compile-text.ts';

const TELL = 'do: notify.send, with: { to: support, text: hello }';
const DAY = 86_400_000;

/** Holds each action once for two days, or until its hold times out; tells what was called, and when. */
async function runHeld(steps: string, { released = true, event = {} as JsonObject } = {}) {
  const start = Date.parse('2026-03-01T10:00:00.000Z');
  const clock = createVirtualClock(start);
  const held = new Set<string>();
  const calls: string[] = [];
  const holds: HoldTask[] = [];
  const { asl } = compileSteps(steps);
  const running = startExecution({
    machine: loadMachine(asl),
    input: JSON.parse(JSON.stringify({ run: makeFacts(), event })),
    clock,
    invoke: (_resource, payload): Json => {
      // Written by the compiler.
      const task = payload as unknown as TaskRequest;
      const key = [task.step, ...(task.iteration ?? [])].join('/');
      calls.push(`${task.kind} ${key} ${Math.floor((clock.now() - start) / DAY)}`);
      if (task.kind === 'hold') {
        holds.push(task);
        if (released) running.at(clock.now() + 2 * DAY, () => running.sendTaskSuccess(task.token, {}));
        return null;
      }
      if (!held.has(key)) {
        held.add(key);
        throw Object.assign(new Error('disabled: not now'), { name: 'Signalbox.Held' });
      }
      return { done: key };
    },
  });
  const { status, output } = await running.runToEnd();
  const history = running.history().map((record) => JSON.parse(JSON.stringify(toHistoryEvent(record))) as Json);
  return { status, output, calls, holds, history };
}

describe('decision 13: an action that is kept back', () => {
  test('waits in its held state, and then the same step does the same thing', async () => {
    const { status, calls, holds } = await runHeld(`  - { id: tell, ${TELL}, on_error: continue }`);
    expect(status).toBe('SUCCEEDED');
    expect(calls).toEqual(['action tell 0', 'hold tell 0', 'action tell 2']);
    expect(JSON.parse(String(holds[0]?.held.Cause))).toMatchObject({ errorMessage: 'disabled: not now' });
    expect(holds[0]).not.toHaveProperty('data');
  });

  test('is tried again when its hold has timed out', async () => {
    const { status, calls } = await runHeld(`  - { id: tell, ${TELL} }`, { released: false });
    expect(status).toBe('SUCCEEDED');
    expect(calls).toEqual(['action tell 0', 'hold tell 0', 'action tell 30']);
  });

  test.each([true, false])('inside each keeps its item, released or timed out (%s)', async (released) => {
    const event = { lines: [{ sku: 'a' }, { sku: 'b' }] };
    const { status, calls } = await runHeld(
      `  - id: lines
    each: event.lines
    as: line
    concurrency: 1
    then:
      - { id: one, do: notify.send, with: { to: support, text: "{{ line.sku }}" } }
      - { id: two, do: notify.send, with: { to: support, text: "{{ line.sku }}" } }`,
      { event, released },
    );
    expect(status).toBe('SUCCEEDED');
    expect(calls.filter((call) => call.startsWith('action')).map((call) => call.split(' ')[1])).toEqual([
      ...['one/0', 'one/0', 'two/0', 'two/0'],
      ...['one/1', 'one/1', 'two/1', 'two/1'],
    ]);
  });

  test('inside parallel does not keep the other branch', async () => {
    const { status, calls } = await runHeld(`  - id: both
    parallel:
      - { id: left, then: [{ id: tell, ${TELL} }] }
      - { id: right, then: [{ id: other, ${TELL} }] }`);
    expect(status).toBe('SUCCEEDED');
    expect(calls.filter((call) => call.endsWith(' 2')).sort()).toEqual(['action other 2', 'action tell 2']);
  });

  test('costs a normal run nothing', () => {
    const { manifest } = compileSteps(`  - { id: tell, ${TELL} }`);
    expect(manifest.estimate).toMatchObject({ transitions: { least: 1, most: 1 }, lambdaCalls: { most: 1 } });
    expect(manifest.estimate.longestSeconds).toBeLessThan(3600);
  });

  test('R2 is shown as held, and not as failed', async () => {
    const { history } = await runHeld(`  - { id: tell, ${TELL} }`);
    expect(createTimeline(history)).toMatchObject([
      { name: 'Tell', kind: 'do', error: { code: 'disabled', message: 'not now' } },
      { name: 'Tell (held)', kind: 'hold', step: 'tell' },
      { name: 'Tell', kind: 'do' },
    ]);
    expect(createTimeline(history).some(({ failed }) => failed)).toBe(false);
  });
});
