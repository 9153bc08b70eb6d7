import { describe, expect, test } from 'vitest';
import { imported, mail, wait } from './journeys.ts';

describe('waits', () => {
  test.each([
    [{ WaitFor: 'P1W2DT3H4M5S' }, '1 week 2 days 3 hours 4 minutes 5 seconds'],
    [{ WaitUntil: '2026-06-01T09:00:00+02:00' }, '{ until: "2026-06-01T09:00:00+02:00" }'],
    [{ WaitUntil: '2026-06-01T09:00' }, '{ until: "2026-06-01T09:00Z" }'],
  ])('%j is wait: %s', (WaitTime, written) => {
    expect(imported({ a: { Wait: { WaitTime } } }).steps).toBe(`  - { id: wait, wait: ${written} }\n`);
  });

  test('no time at all is no step', () => {
    const { steps, places } = imported({
      a: { Wait: { WaitTime: { WaitFor: 'PT0S' }, NextActivity: 'b' } },
      b: mail('one'),
    });

    expect(steps).not.toContain('wait');
    expect(places).not.toContain('Activities.a.Wait.WaitTime');
  });

  test.each([[{ WaitFor: 'P1M' }], [{ WaitUntil: 'tomorrow' }], [{ WaitFor: 'P' }], [undefined]])(
    '%j is told',
    (WaitTime) => {
      expect(imported({ a: { Wait: { WaitTime } } }).places).toContain('Activities.a.Wait.WaitTime');
    },
  );
});

describe('messages', () => {
  test('an e-mail without a template is told', () => {
    const { steps, places } = imported({ a: { EMAIL: { NextActivity: 'b' } }, b: wait() });

    expect(steps).toBe('  # By hand: an e-mail without a template\n  - { id: wait, wait: 1 day }\n');
    expect(places).toContain('Activities.a.EMAIL');
  });

  test('a template that is sent twice is told once', () => {
    const { places } = imported({ a: mail('one', 'b'), b: mail('one') });

    expect(places.filter((place) => place.endsWith('TemplateName'))).toEqual(['Activities.a.EMAIL.TemplateName']);
  });

  test('a webhook is called, and Pinpoint’s placeholders are no references', () => {
    const CUSTOM = { DeliveryUri: 'http://hooks.example.com', MessageConfig: { Data: '{{User}} {% x %}' } };

    expect(imported({ a: { CUSTOM } }).steps).toContain('data: "{ {User}} { % x %}"');
    expect(imported({ a: { CUSTOM: { DeliveryUri: 'http://hooks.example.com' } } }).steps).toContain(
      'body: { contact: "{{ contact.id }}" }',
    );
  });

  test('a function is called by hand', () => {
    const { steps, leftovers } = imported({
      a: { CUSTOM: { NextActivity: 'b' } },
      b: { CUSTOM: { DeliveryUri: 'tag-it' } },
    });

    expect(steps).toContain('# By hand: call of tag-it');
    expect(leftovers).toContainEqual(
      expect.objectContaining({ place: 'Activities.a.CUSTOM.DeliveryUri', what: 'It calls the Lambda function "".' }),
    );
  });

  test('an activity that says nothing is told', () => {
    const { places } = imported({ a: {} });

    expect(places).toContain('Activities.a.activity');
  });

  test('what leads on without saying where ends', () => {
    const { steps } = imported({ a: { WHATSAPP: { NextActivity: 5 }, OTHER: 'x' } });

    expect(steps).toContain('# By hand: WHATSAPP');
  });
});

describe('splits', () => {
  test('a random split is an experiment', () => {
    const RandomSplit = { Branches: [{ Percentage: 30, NextActivity: 'b' }, { Percentage: 70 }] };

    const { steps } = imported({ a: { RandomSplit }, b: wait() });

    expect(steps).toContain('- { id: path_1, percent: 30, then: [{ id: wait, wait: 1 day }] }');
    expect(steps).toContain('- { id: path_2, percent: 70 }');
  });

  test('shares that do not add up are made equal, and told', () => {
    const { steps, leftovers } = imported({
      a: { RandomSplit: { Branches: [{ Percentage: 10 }, {}, { Percentage: 20 }] } },
    });

    expect(steps.match(/percent: \d+/g)).toEqual(['percent: 34', 'percent: 33', 'percent: 33']);
    expect(leftovers.map(({ what }) => what)).toContain('The shares 10, 0, 20 do not add up to 100.');
  });

  test.each([
    ['random', { RandomSplit: {} }, 'Activities.a.RandomSplit.Branches'],
    ['multivariate', { MultiCondition: { DefaultActivity: 'b' } }, 'Activities.a.MultiCondition'],
  ])('a %s split without branches is told', (_kind, activity, place) => {
    const { places, steps } = imported({ a: activity, b: wait() });

    expect(places).toContain(place);
    expect(steps).toContain('# By hand: a ');
  });

  test('those who are held out end, and are compared with', () => {
    const { steps } = imported({
      a: { Holdout: { Percentage: 5, NextActivity: 'b' }, Description: 'Compare' },
      b: wait(),
    });

    expect(steps).toBe(`  - { id: compare, experiment: [{ id: participants, percent: 95 }], hold_out: 5 }
  - id: compare_check
    routes: [{ id: held_out, if: { field: steps.compare.variant, is: hold_out }, then: [{ end: held_out }] }]
  - { id: wait, wait: 1 day }
`);
  });

  test('a multivariate split is routes, with a wait before where it looks later', () => {
    const MultiCondition = {
      Branches: [
        { Condition: { SegmentCondition: { SegmentId: 'x' } }, NextActivity: 'b' },
        { NextActivity: undefined },
      ],
      EvaluationWaitTime: { WaitUntil: '2026-01-01T00:00:00Z' },
    };

    const { steps, places } = imported({ a: { MultiCondition }, b: wait() });

    expect(steps).toContain('- { id: multivariate_split_wait, wait: { until: "2026-01-01T00:00:00Z" } }');
    expect(steps).toContain('- { id: branch_2, if: { expression: "false" }, then: [] }');
    expect(places).toContain('Activities.a.MultiCondition.Branches[1].Condition');
  });

  test('a yes/no split without a time looks at once', () => {
    const ConditionalSplit = { EvaluationWaitTime: {}, TrueActivity: 'b' };

    const { steps, places } = imported({ a: { ConditionalSplit }, b: wait() });

    expect(steps).toMatch(/^ {2}- id: yes_no_split\n/);
    expect(places).toContain('Activities.a.ConditionalSplit.Condition.Conditions[0]');
  });

  test('a time that cannot be waited for is told', () => {
    const ConditionalSplit = { EvaluationWaitTime: { WaitFor: 'soon' }, TrueActivity: 'b' };

    expect(imported({ a: { ConditionalSplit }, b: wait() }).places).toContain('Activities.a.ConditionalSplit.WaitTime');
  });
});
