import { importJourney } from '../../../../lib/workflow/pinpoint/import-journey.ts';

/** A small journey that begins at `a`, imported; `steps` is what stands behind `steps:`. */
export function imported(activities: object, settings: object = {}) {
  const journey = { Name: 'Small', StartActivity: 'a', Activities: activities, ...settings };
  const { text = '', leftovers, issues } = importJourney({ text: JSON.stringify(journey) });
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  const [head = '', steps = ''] = text.split('\nsteps:\n');
  return { text, head, steps, leftovers, places: leftovers.map(({ place }) => place) };
}

/** An e-mail that leads on. */
export function mail(template: string, next?: string) {
  return { EMAIL: { TemplateName: template, NextActivity: next } };
}

/** A wait of a day that leads on. */
export function wait(next?: string) {
  return { Wait: { WaitTime: { WaitFor: 'P1D' }, NextActivity: next } };
}

/** A split on a segment. */
export function split(yes?: string, no?: string) {
  return {
    ConditionalSplit: {
      Condition: { Conditions: [{ SegmentCondition: { SegmentId: 'vip' } }] },
      TrueActivity: yes,
      FalseActivity: no,
    },
  };
}
