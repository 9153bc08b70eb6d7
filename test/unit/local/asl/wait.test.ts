import { expect, test } from 'vitest';
import { run, startTime, whenAfterStart } from './asl-world.ts';

const day = 86_400_000;

function wait(field: object): Record<string, object> {
  return { Wait: { Type: 'Wait', ...field, Next: 'Done' }, Done: { Type: 'Succeed' } };
}

test.each([
  ['Seconds', { Seconds: 3_600 }, 3_600_000],
  ['Seconds as an expression', { Seconds: '{% $states.input.minutes * 60 %}' }, 300_000],
  ['Timestamp', { Timestamp: '2026-01-02T00:00:00Z' }, day],
  ['Timestamp with an offset', { Timestamp: '2026-01-02T00:00:00+01:00' }, day - 3_600_000],
  ['Timestamp as an expression', { Timestamp: '{% $fromMillis($millis() + 1500) %}' }, 1_500],
])('%s: goes on at that moment', async (_name, field, after) => {
  const { events } = await run(wait(field), { input: { minutes: 5 } });

  expect(whenAfterStart(events, 'WaitStateExited')).toEqual([after]);
});

test.each([
  ['no seconds', { Seconds: 0 }],
  ['a moment that has passed', { Timestamp: '2025-12-31T23:59:59Z' }],
])('%s: goes on at once', async (_name, field) => {
  const { events } = await run(wait(field));

  expect(whenAfterStart(events, 'WaitStateExited')).toEqual([0]);
});

test('months pass in no time', async () => {
  const states = {
    A: { Type: 'Wait', Seconds: 90 * 86_400, Next: 'B' },
    B: { Type: 'Wait', Seconds: 90 * 86_400, Next: 'C' },
    C: { Type: 'Succeed' },
  };

  const { events } = await run(states);

  expect(events.at(-1)?.timestamp.getTime()).toBe(startTime + 180 * day);
});

test.each([
  ['{% "tomorrow" %}', 'States.QueryEvaluationError', 'valid ISO-8601'],
  ['{% "2026-13-45T00:00:00Z" %}', 'States.QueryEvaluationError', 'valid ISO-8601'],
  ['{% 5 %}', 'States.QueryEvaluationError', "Expected 'string', but was 'number'"],
])('the Timestamp %s fails the run', async (timestamp, error, message) => {
  const { state } = await run(wait({ Timestamp: timestamp }));

  expect(state).toMatchObject({ status: 'FAILED', error });
  expect(state.cause).toContain(message);
});

test.each(['"5"', '-1', '1.5', 'null'])('%s seconds fail the run', async (seconds) => {
  const { state } = await run(wait({ Seconds: `{% ${seconds} %}` }));

  expect(state).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(state.cause).toContain("specified for the field 'Seconds'");
});

test('Output and Assign are filled in at the end of the wait', async () => {
  const { state } = await run({
    Wait: { Type: 'Wait', Seconds: 60, Output: '{% $millis() %}', Assign: { at: '{% $millis() %}' }, Next: 'Done' },
    Done: { Type: 'Succeed', Output: ['{% $states.input %}', '{% $at %}'] },
  });

  expect(state.output).toEqual([startTime + 60_000, startTime + 60_000]);
});
