import { describe, expect, test } from 'vitest';
import { formatTimeline, formatValue, noteOutbox, shortDuration } from '../../../lib/cli/print-timeline.ts';
import { createPaint } from '../../../lib/cli/terminal.ts';
import type { TimelineStep } from '../../../lib/engine/timeline.ts';
import type { OutboxMessage } from '../../../lib/ports/outbox.ts';

const paint = createPaint(false);
const AT = '2026-03-02T09:00:00.000Z';

function step(changes: Partial<TimelineStep>): TimelineStep {
  return { name: 'Step', kind: 'do', enteredAt: AT, leftAt: AT, tries: 1, depth: 0, ...changes };
}

const format = (...steps: TimelineStep[]): string[] => formatTimeline(steps, { paint }).split('\n');

describe('a timeline', () => {
  test('shows which way a route went, and the values it saw', () => {
    const saw = { 'event.lead.amount': 5000, 'contact.country': null };

    expect(format(step({ name: 'Decide', kind: 'routes', route: 'rich', saw }))).toEqual([
      '2026-03-02 09:00:00  ◆ Decide  routes  → rich',
      '                         event.lead.amount = 5000',
      '                         contact.country = missing',
    ]);
  });

  test('shows how long a step took, and that one is still at it', () => {
    const waited = step({ name: 'Wait', kind: 'wait', leftAt: '2026-03-04T11:00:00.000Z' });
    const { leftAt: _, ...open } = step({ name: 'Next', kind: 'wait' });

    expect(format(waited, open)).toEqual([
      '2026-03-02 09:00:00  ◦ Wait  waits  2d 2h',
      '2026-03-02 09:00:00  ◦ Next  waits  not left',
    ]);
  });

  test('does not call an action done that was not left', () => {
    const { leftAt: _, ...open } = step({ action: 'http.call' });

    expect(format(open)[0]).toBe('2026-03-02 09:00:00  … Step  http.call  not left');
  });

  test('does not call a step open that failed the run', () => {
    const { leftAt: _, ...failed } = step({
      action: 'http.call',
      error: { code: 'bad_url', message: 'no' },
      failed: true,
    });

    expect(format(failed)[0]).toBe('2026-03-02 09:00:00  ✗ Step  http.call');
  });

  test('shows an error that failed the step', () => {
    const error = { code: 'http_500', message: 'down\nagain' };

    expect(format(step({ action: 'http.call', error, failed: true, tries: 3 }))).toEqual([
      '2026-03-02 09:00:00  ✗ Step  http.call  3 tries',
      '                         http_500: down again',
    ]);
  });

  test('shows an error that another try mended, without calling the step failed', () => {
    const [head, detail] = format(
      step({ action: 'http.call', error: { code: 'http_500', message: 'down' }, tries: 2 }),
    );

    expect(head).toContain('✓ Step');
    expect(detail).toContain('mended by another try  http_500: down');
  });

  test('takes a time-out or a refusal for an answer, not for an error', () => {
    const timedOut = step({ kind: 'wait_for', failed: true, error: { code: 'States.Timeout', message: '' } });
    const decided = step({ kind: 'approve', output: { decision: 'rejected', by: 'eve@example.com' } });

    expect(format(timedOut, decided)).toEqual([
      '2026-03-02 09:00:00  ◦ Step  waits for an event  → timed_out',
      '2026-03-02 09:00:00  ? Step  asks people  → rejected by eve@example.com',
    ]);
  });

  test('says that consent held a message back', () => {
    expect(format(step({ action: 'email.send', output: { skipped: 'consent' } }))[0]).toContain('not sent');
  });

  test('leaves out states that only read, unless they failed or all is asked for', () => {
    const read = step({ name: 'Decide (data)', kind: 'read' });
    const failed = step({
      name: 'Wait (data)',
      kind: 'read',
      failed: true,
      error: { code: 'missing_value', message: 'x' },
    });

    expect(formatTimeline([read], { paint })).toBe('');
    expect(formatTimeline([read], { paint, verbose: true })).toContain('Decide (data)');
    expect(formatTimeline([failed], { paint })).toContain('missing_value');
  });

  test('indents what is inside of parallel and each', () => {
    expect(format(step({ depth: 1, output: { id: 'x' } }))).toEqual([
      '2026-03-02 09:00:00  ✓   Step',
      '                           gave id = "x"',
    ]);
  });

  test('fills templates of an input with what the task carried, but for records it did not carry', () => {
    const input = {
      with: { title: '{{ event.lead.id }}!', at: '{{ now | date }}' },
      data: { event: { lead: { id: 'l-1' } } },
    };

    expect(format(step({ action: 'task.create', input }))).toContain('                         title: l-1!');
    expect(format(step({ action: 'task.create', input })).at(-1)).toContain('at: {{ now | date }}');
    expect(format(step({ input: { ...input, reads: ['contact'] } })).join()).toContain('{{ event.lead.id }}!');
  });

  test('shows each mail at the time that its step sent it', () => {
    const mail = (at: string, subject: string): OutboxMessage => ({
      ...{ kind: 'email', id: subject, at },
      email: { from: 'x', to: ['ana@example.com'], subject, text: 'Hi\n', headers: {}, key: 'run-1/mail' },
    });
    const later = '2026-03-02T10:00:00.000Z';
    const steps = [step({ step: 'mail' }), step({ step: 'mail', enteredAt: later, leftAt: later })];

    const text = formatTimeline(steps, {
      paint,
      notes: noteOutbox('run-1', [mail(AT, 'One'), mail(later, 'Two')], paint),
    });

    expect(text.split('\n')).toEqual([
      '2026-03-02 09:00:00  ✓ Step',
      '                         mail to ana@example.com: One',
      '                         │ Hi',
      '2026-03-02 10:00:00  ✓ Step',
      '                         mail to ana@example.com: Two',
      '                         │ Hi',
    ]);
  });

  test('cannot repaint the terminal', () => {
    expect(format(step({ name: 'a\u001b[2Jb', output: { text: '\u001b]0;x\u0007' } })).join()).not.toContain('\u001b');
  });
});

test('a long value is cut, unless the whole is asked for', () => {
  const long = 'x'.repeat(500);

  expect(formatValue(long).length).toBeLessThan(200);
  expect(formatValue(long, true)).toBe(`"${long}"`);
  expect(formatValue({ a: [1, { b: null }], c: {} })).toBe('{ a: [1, { b: null }], c: {} }');
});

test.each([
  [0.4, '0s'],
  [59, '59s'],
  [5_430, '1h 30m'],
  [90_061, '1d 1h'],
])('%d seconds are %s', (seconds, text) => {
  expect(shortDuration(seconds)).toBe(text);
});
