import { describe, expect, test } from 'vitest';
import { imported, mail, wait } from './journeys.ts';

const settings = (more: object) => imported({ a: wait() }, more);
const byEvent = (Dimensions: object | undefined, more: object = {}) =>
  settings({
    StartCondition: { EventStartCondition: { ...(Dimensions && { EventFilter: { Dimensions } }), ...more } },
  });

describe('what starts a journey', () => {
  test('an event', () => {
    const { head, text } = byEvent({ EventType: { Values: ['order.placed'] } });

    expect(head).toContain('\ntrigger: { event: order.placed }');
    expect(text).not.toContain('audience');
  });

  test('an event with conditions on its properties', () => {
    const { head } = byEvent({
      EventType: { Values: ['order.placed'] },
      Metrics: { total: { ComparisonOperator: 'GREATER_THAN_OR_EQUAL', Value: 20 } },
    });

    expect(head).toContain('trigger: { event: order.placed, if: [{ field: event.total, at_least: 20 }] }');
  });

  test('of several events one', () => {
    const { head, leftovers } = byEvent({ EventType: { Values: ['order.placed', 'order.paid'] } });

    expect(head).toContain('trigger: { event: order.placed }');
    expect(leftovers.map(({ what }) => what)).toContain(
      'The journey starts by several events, the workflow by order.placed.',
    );
  });

  test.each([[undefined], [{}]])('no event at all: %j', (dimensions) => {
    const { head, places } = byEvent(dimensions, { SegmentId: 'vip' });

    expect(head).toContain('trigger: { event: workflow.enrolled }');
    expect(places).toContain('StartCondition');
  });

  test.each([
    [undefined, 'rate(1 day)'],
    ['PT1H', 'rate(1 hour)'],
    ['PT24H', 'rate(24 hours)'],
    ['P1DT1H', 'rate(1 day)'],
    ['P1W', 'rate(1 day)'],
    ['now and then', 'rate(1 day)'],
    ['PT0S', 'rate(1 day)'],
  ])('the members of a segment, looked at every %s', (RefreshFrequency, rate) => {
    const { head } = settings({ StartCondition: { SegmentStartCondition: { SegmentId: 'vip' } }, RefreshFrequency });

    expect(head).toContain(`trigger: { schedule: "${rate}", segment: segment_vip }`);
  });

  test('nothing', () => {
    expect(settings({}).head).toContain('trigger: { event: workflow.enrolled }');
  });
});

describe('who may get it, and when', () => {
  test.each([
    [{ EndpointReentryCap: 1 }, 'reentry: once'],
    [{ EndpointReentryInterval: 'P30D' }, 'reentry: 30 days'],
    [{ DailyCap: 2 }, 'cap: 2 per 1 day'],
    [{ TimeframeCap: { Cap: 3, Days: 7 } }, 'cap: 3 per 7 days'],
    [{ TimeframeCap: { Cap: 1, Days: 1 } }, 'cap: 1 per 1 day'],
  ])('%j is %s', (Limits, written) => {
    expect(settings({ Limits }).head).toContain(`audience: { ${written} }`);
  });

  test.each([
    [{ EndpointReentryCap: 0 }],
    [{ EndpointReentryInterval: 'PT0S' }],
    [{ TimeframeCap: { Cap: 3, Days: 0 } }],
    [{ TimeframeCap: {} }],
  ])('%j limits nothing', (Limits) => {
    expect(settings({ Limits }).text).not.toContain('audience');
  });

  test.each([
    [{ Limits: { EndpointReentryCap: 3 } }, 'Limits.EndpointReentryCap'],
    [{ Limits: { EndpointReentryInterval: 'P1M' } }, 'Limits.EndpointReentryInterval'],
    [{ QuietTime: { Start: '25:00', End: '08:00' } }, 'QuietTime'],
    [{ QuietTime: {} }, 'QuietTime'],
    [{ QuietTime: { Start: '21:00', End: '08:00' } }, 'QuietTime'],
    [{ ClosedDays: {} }, 'ClosedDays'],
    [{ LocalTime: true }, 'LocalTime'],
    [{ SomethingNew: 1 }, 'SomethingNew'],
  ])('%j is told at %s', (more, place) => {
    expect(settings(more).places).toContain(place);
  });

  test('quiet time that is waited for is nothing to tell', () => {
    const { head, places } = settings({
      QuietTime: { Start: '21:00', End: '08:00' },
      WaitForQuietTime: true,
      LocalTime: false,
    });

    expect(head).toContain('audience: { quiet_hours: "21:00-08:00" }');
    expect(places).toEqual(['StartCondition']);
  });

  test('a consent, once something is sent', () => {
    expect(imported({ a: mail('one') }).head).toContain('audience: { consent: marketing }');
  });

  test('a name without letters still gives an id', () => {
    const { head } = settings({ Name: '2026' });

    expect(head).toContain('workflow: journey\nname: "2026"\n');
  });
});
