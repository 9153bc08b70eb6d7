import { describe, expect, test } from 'vitest';
import { buildSteps, nodesOf } from './building-samples.ts';

describe('the steps', () => {
  test('given none, then names and defaults are filled in', () => {
    const { graph } = buildSteps(`
  - { id: first_check, do: email.send }
  - wait: 1 day 12 hours
  - { wait: { until: "{{ contact.renewal_date }}", before: 30 days, at: "09:00" }, on_error: continue }
  - { id: named, name: A name, note: why, do: http.call, with: { url: "{{ event.order_id }}" }, returns: { score: number }, timeout: 20 seconds, retry: none }
  - { id: weekly, wait: { after: 1 week 2 hours, weekdays: [mon], business_hours: office, zone: contact } }
`);
    const nodes = nodesOf(graph);
    expect(nodes.first_check).toEqual({
      kind: 'do',
      id: 'first_check',
      name: 'First check',
      pointer: '/steps/0',
      action: 'email.send',
      input: {},
      next: { kind: 'step', step: 'wait_1_day_12_hours' },
    });
    expect(nodes.wait_1_day_12_hours).toMatchObject({
      name: 'Wait 1 day 12 hours',
      wait: { kind: 'duration', seconds: 129_600 },
    });
    expect(nodes.wait_until).toMatchObject({
      wait: {
        kind: 'calendar',
        calendar: {
          until: { kind: 'path', path: { root: 'contact', segments: ['renewal_date'] } },
          offset: { days: 30, seconds: 0, sign: -1 },
          at: '09:00',
          zone: 'Europe/Berlin',
        },
      },
    });
    expect(nodes.named).toMatchObject({
      name: 'A name',
      note: 'why',
      retry: null,
      timeoutSeconds: 20,
      returns: { score: 'number' },
    });
    expect(nodes.weekly).toMatchObject({
      wait: {
        calendar: {
          offset: { days: 7, seconds: 7_200, sign: 1 },
          weekdays: ['mon'],
          businessHours: 'office',
          zone: 'contact',
        },
      },
    });
  });

  test("given retry in part, then the rest is the action's", () => {
    const { graph, issues } = buildSteps(`
  - { id: known, do: http.call, retry: { attempts: 9 } }
  - { id: unknown, do: a.b, retry: { delay: 10 minutes, factor: 3, max_delay: 1 hour } }
  - { id: long, do: a.b, retry: { delay: 1 hour } }
  - { id: odd, do: a.b, retry: { delay: 1 hour, max_delay: 1 minute } }
`);
    const nodes = nodesOf(graph);
    expect(nodes.known).toMatchObject({ retry: { attempts: 9, factor: 2 } });
    expect(nodes.unknown).toMatchObject({
      retry: { attempts: 5, delaySeconds: 600, factor: 3, maxDelaySeconds: 3_600 },
    });
    expect(nodes.long).toMatchObject({ retry: { delaySeconds: 3_600, maxDelaySeconds: 3_600 } });
    expect(issues).toEqual([expect.stringContaining('SB217 /steps/3/retry/max_delay')]);
  });

  test('given all of an approval, then it is in seconds', () => {
    const { graph } = buildSteps(`
  - id: a
    approve: Send {{ event.order_id }}?
    by: [sales, ana@example.com]
    show: "{{ event.order_id }}"
    edit: { text: "{{ event.order_id }}" }
    remind_after: 1 hour
    escalate_after: 2 hours
    escalate_to: [support]
    timeout: 1 day
    on_timeout: [{ end: late }]
`);
    expect(nodesOf(graph).a).toMatchObject({
      question: 'Send {{ event.order_id }}?',
      by: ['sales', 'ana@example.com'],
      show: '{{ event.order_id }}',
      edit: { text: '{{ event.order_id }}' },
      remindAfterSeconds: 3_600,
      escalateAfterSeconds: 7_200,
      escalateTo: ['support'],
      timeoutSeconds: 86_400,
    });
  });

  test('given conditions, then the types of events, records, items and outputs decide how they compare', () => {
    const { graph } = buildSteps(`
  - { id: call, do: http.call, returns: { until: date } }
  - { id: w, wait_for: order.placed, if: { field: received.total, between: ["{{ event.total }}", 5] }, timeout: 1 day }
  - id: r
    routes:
      - { id: one, note: n, if: { field: contact.renewal_date, before: "{{ now }}" }, then: [] }
      - { id: two, name: Two!, if: { field: steps.call.body.until, before: "{{ now }}" }, then: [] }
      - { id: three, if: { field: steps.none.until, before: "{{ now }}" }, then: [] }
      - { id: four, if: { not_happened: order.placed, if: { field: received.lines, contains: x } }, then: [] }
  - id: e
    each: event.lines
    then:
      - { id: i, routes: [{ id: a, if: { field: item.sku, contains: x }, then: [] }, { id: b, if: { field: item_index, between: ["{{ item_index }}", "{{ item_index }}"] }, then: [] }] }
      - { id: n, each: item.none, as: inner, then: [{ id: j, routes: [{ id: a, if: { field: inner.sku, contains: x }, then: [] }] }] }
`);
    const { r, w, e } = nodesOf(graph);
    expect(w).toMatchObject({ condition: { conditions: [{ as: 'number' }, { as: 'number' }] } });
    expect(r).toMatchObject({
      routes: [
        { name: 'One', note: 'n', condition: { as: 'date' } },
        { name: 'Two!', condition: { as: 'date' } },
        { name: 'Three', condition: { as: 'time' } },
        { condition: { condition: { condition: { holder: 'list' } } } },
      ],
    });
    const inner = e?.kind === 'each' ? Object.fromEntries(e.scope.nodes) : {};
    expect(inner.i).toMatchObject({ routes: [{ condition: { holder: 'text' } }, { condition: {} }] });
    expect(inner.n?.kind === 'each' ? [...inner.n.scope.nodes.values()] : []).toMatchObject([
      { routes: [{ condition: { holder: 'any' } }] },
    ]);
  });
});
