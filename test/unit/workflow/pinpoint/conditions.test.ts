import { describe, expect, test } from 'vitest';
import { imported, mail, wait } from './journeys.ts';

function on(...conditions: object[]) {
  return decide({ Conditions: conditions, Operator: 'ALL' });
}

function decide(Condition: object) {
  const result = imported({
    a: mail('one', 'b'),
    b: { ConditionalSplit: { Condition, TrueActivity: 'c', FalseActivity: 'd' } },
    c: wait('e'),
    e: wait(),
    d: mail('two'),
  });
  const [, written = ''] =
    /if: (.*?)\n\s+then:/s.exec(result.steps) ?? /if:\n(.*?)\n\s+then:/s.exec(result.steps) ?? [];
  return { ...result, condition: written.replaceAll(/\s+/g, ' ').trim() };
}

const attribute = (dimension: object) => ({ SegmentDimensions: { Attributes: { Plan: dimension } } });
const event = (Dimensions: object, more: object = {}) => ({ EventCondition: { Dimensions, ...more } });

describe('what contacts are', () => {
  test.each([
    [{ Values: ['gold'] }, '{ field: contact.plan, is: gold }'],
    [{ AttributeType: 'INCLUSIVE', Values: ['gold', 'red'] }, '{ field: contact.plan, in: [gold, red] }'],
    [{ AttributeType: 'EXCLUSIVE', Values: ['gold'] }, '{ field: contact.plan, is_not: gold }'],
    [{ AttributeType: 'EXCLUSIVE', Values: ['gold', 'red'] }, '{ field: contact.plan, not_in: [gold, red] }'],
    [{ AttributeType: 'CONTAINS', Values: ['gold'] }, '{ field: contact.plan, contains: gold }'],
    [{ AttributeType: 'CONTAINS', Values: ['gold', 'red'] }, '{ field: contact.plan, contains_any: [gold, red] }'],
    [{ AttributeType: 'BEFORE', Values: ['2026-01-01'] }, '{ field: contact.plan, before: "2026-01-01" }'],
    [{ AttributeType: 'AFTER', Values: ['2026-01-01'] }, '{ field: contact.plan, after: "2026-01-01" }'],
    [{ AttributeType: 'ON', Values: ['2026-01-01'] }, '{ field: contact.plan, is: "2026-01-01" }'],
    [
      { AttributeType: 'BETWEEN', Values: ['2026-01-01', '2026-02-01'] },
      '{ field: contact.plan, between: ["2026-01-01", "2026-02-01"] }',
    ],
  ])('%j is %s', (dimension, written) => {
    expect(on(attribute(dimension)).condition).toBe(written);
  });

  test.each([
    [{ AttributeType: 'BETWEEN', Values: ['2026-01-01'] }],
    [{ AttributeType: 'NEAR', Values: ['x'] }],
    [{ Values: [] }],
  ])('%j holds for nobody, and is told', (dimension) => {
    const { condition, places } = on(attribute(dimension));

    expect(condition).toBe('{ expression: "false" }');
    expect(places).toContain('Activities.b.ConditionalSplit.Condition.Conditions[0].SegmentDimensions.Plan');
  });

  test('numbers, users and countries', () => {
    const metrics = (ComparisonOperator: string) => ({
      SegmentDimensions: { Metrics: { orders: { ComparisonOperator, Value: 3 } } },
    });

    expect(on(metrics('LESS_THAN')).condition).toBe('{ field: contact.orders, below: 3 }');
    expect(on(metrics('EQUAL')).condition).toBe('{ field: contact.orders, is: 3 }');
    expect(on(metrics('NEAR')).condition).toBe('{ expression: "false" }');
    expect(on({ SegmentDimensions: { UserAttributes: { '42': { Values: ['a'] } } } }).condition).toBe(
      '{ field: contact.field, is: a }',
    );
    expect(
      on({ SegmentDimensions: { Location: { Country: { DimensionType: 'EXCLUSIVE', Values: ['DE'] } } } }).condition,
    ).toBe('{ field: contact.country, not_in: [DE] }');
  });

  test('what contacts are not known by holds for nobody', () => {
    const { condition, places } = on({ SegmentDimensions: { Behavior: {}, Location: { GPSPoint: {} } } });

    expect(condition).toContain('all: - { expression: "false" } - { expression: "false" }');
    expect(places.filter((place) => /Behavior|GPSPoint/.test(place))).toHaveLength(2);
  });

  test('a description of nobody holds for nobody', () => {
    expect(on({ SegmentDimensions: {} }).condition).toBe('{ expression: "false" }');
  });
});

describe('what happened', () => {
  test('about a message is asked since its step', () => {
    const { condition } = on(event({ EventType: { Values: ['_email.click'] } }, { MessageActivity: 'a' }));

    expect(condition).toBe('{ happened: email.click, since: email_one }');
  });

  test('about what is no step is asked since the start, and told', () => {
    const { condition, places } = on(event({ EventType: { Values: ['Sign-Up!'] } }, { MessageActivity: 'ghost' }));

    expect(condition).toBe('{ happened: app.sign_up }');
    expect(places).toContain('Activities.b.ConditionalSplit.Condition.Conditions[0].EventCondition');
  });

  test('an event without a name of its own gets one', () => {
    expect(on(event({ EventType: { Values: ['!'] } })).condition).toBe('{ happened: app.event }');
  });

  test('with one property', () => {
    const { condition } = on(
      event({ EventType: { Values: ['order.placed'] }, Attributes: { 'Cart-Id': { Values: ['x'] } } }),
    );

    expect(condition).toBe('{ happened: order.placed, if: { field: "received.`Cart-Id`", is: x } }');
  });

  test('all events but some cannot be said', () => {
    const { places } = on(event({ EventType: { DimensionType: 'EXCLUSIVE', Values: ['order.placed'] } }));

    expect(places).toContain('Activities.b.ConditionalSplit.Condition.Conditions[0].EventCondition.Dimensions');
  });

  test.each([[{ EventCondition: {} }], [event({ EventType: { Values: [] } })]])('%j names no event', (condition) => {
    expect(on(condition).condition).toBe('{ expression: "false" }');
  });
});

describe('several conditions', () => {
  const vip = { SegmentCondition: { SegmentId: 'vip' } };
  const gold = attribute({ Values: ['gold'] });

  test('must all hold', () => {
    expect(on(vip, gold).condition).toBe(
      '- { field: contact.segments, contains: segment_vip } - { field: contact.plan, is: gold }',
    );
  });

  test('or any of them', () => {
    expect(decide({ Conditions: [vip, gold], Operator: 'ANY' }).condition).toBe(
      'any: - { field: contact.segments, contains: segment_vip } - { field: contact.plan, is: gold }',
    );
  });
});
