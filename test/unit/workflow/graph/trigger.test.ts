import { describe, expect, test } from 'vitest';
import { build } from './building-samples.ts';

describe('trigger, audience and goal', () => {
  const head = 'workflow: my-flow\nsteps: [{ wait: 1 day }]\n';

  test('given an event, then the contact is where the catalogue says', () => {
    const { graph } = build(`${head}trigger: { event: order.placed, if: { field: event.total, above: 5 } }`);
    expect(graph).toMatchObject({
      workflow: 'my-flow',
      name: 'My flow',
      zone: 'Europe/Berlin',
      trigger: {
        kind: 'event',
        event: 'order.placed',
        contact: { root: 'event', segments: ['contact_id'] },
        condition: { kind: 'compare' },
      },
      audience: { reentry: 'always', overlap: false },
      definition: { workflow: 'my-flow' },
    });
    expect(graph.goal).toBeUndefined();
  });

  test('given a contact path, then it is used', () => {
    const { graph } = build(`${head}trigger: { event: order.placed, contact: event.order_id }`);
    expect(graph.trigger).toMatchObject({ contact: { segments: ['order_id'] } });
  });

  test('given an event without a contact, then the run has none', () => {
    const { graph } = build(`${head}trigger: { event: no.such }`);
    expect(graph.trigger).toEqual({ kind: 'event', event: 'no.such' });
  });

  test('given a schedule, then it has the zone', () => {
    const { graph } = build(
      `${head}name: N\nnote: why\nzone: Asia/Tokyo\ntrigger: { schedule: rate(1 day), segment: renewing_soon }`,
    );
    expect(graph).toMatchObject({ name: 'N', note: 'why' });
    expect(graph.trigger).toEqual({
      kind: 'schedule',
      expression: 'rate(1 day)',
      zone: 'Asia/Tokyo',
      segment: 'renewing_soon',
    });
    expect(build(`${head}trigger: { schedule: rate(1 day) }`).graph.trigger).not.toHaveProperty('segment');
  });

  test('given a date, then it has its defaults', () => {
    const { graph } = build(`${head}trigger: { date: contact.renewal_date }`);
    expect(graph.trigger).toMatchObject({ kind: 'date', at: '00:00', repeat: 'once' });
    const { graph: more } = build(
      `${head}trigger: { date: appointment.starts_at, after: 2 hours, at: "09:00", repeat: yearly }`,
    );
    expect(more.trigger).toMatchObject({ offset: { days: 0, seconds: 7_200, sign: 1 }, at: '09:00', repeat: 'yearly' });
  });

  test('given an audience and a goal, then they are in seconds', () => {
    const { graph } = build(
      `${head}trigger: { event: order.placed }\naudience: { consent: none, reentry: 2 days, overlap: true, quiet_hours: none, cap: 3 per 7 days }\n` +
        'goal: { event: order.placed, if: { field: received.total, above: 5 }, within: 1 day, stop: true }',
    );
    expect(graph.audience).toEqual({
      consent: 'none',
      reentry: { seconds: 172_800 },
      overlap: true,
      quietHours: 'none',
      cap: { count: 3, seconds: 604_800 },
    });
    expect(graph.goal).toMatchObject({
      event: 'order.placed',
      withinSeconds: 86_400,
      stop: true,
      condition: { as: 'number' },
    });
    const plain = build(
      `${head}trigger: { event: order.placed }\naudience: { reentry: once, cap: none }\ngoal: { event: order.placed }`,
    );
    expect(plain.graph.audience).toEqual({ reentry: 'once', overlap: false, cap: 'none' });
    expect(plain.graph.goal).toEqual({ event: 'order.placed', stop: false });
  });

  test.each([
    ['zone: contact\ntrigger: { schedule: rate(1 day) }', 'SB211 /zone'],
    ['trigger: { event: order.placed, contact: contact.id }', 'SB408 /trigger/contact'],
    ['trigger: { date: event.day }', 'SB408 /trigger/date'],
    ['trigger: { date: "{{ contact.day }}" }', 'SB401 /trigger/date'],
  ])('given %s, then that is reported', (rest, issue) => {
    expect(build(head + rest).issues).toEqual([expect.stringContaining(issue)]);
  });
});
