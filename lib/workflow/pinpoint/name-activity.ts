import { type Naming, snakeCase } from './importing.ts';
import type { Activity } from './journey-schema.ts';

const FALLBACKS: Readonly<Record<string, string>> = {
  EMAIL: 'email',
  CUSTOM: 'custom_channel',
  Wait: 'wait',
  ConditionalSplit: 'yes_no_split',
  MultiCondition: 'multivariate_split',
  RandomSplit: 'random_split',
  Holdout: 'holdout',
};

/** The kind that an activity says it is. */
export function kindOf(activity: Activity): string {
  return Object.keys(activity).find((key) => key !== 'Description') ?? 'activity';
}

/** What an activity's step is called, if its kind has one. */
export function namingOf(activity: Activity): Naming {
  const fallback = FALLBACKS[kindOf(activity)] ?? 'step';
  const template = activity.EMAIL?.TemplateName;
  const plain = template === undefined ? fallback : snakeCase(`email_${template}`, fallback);
  return { text: activity.Description?.trim() || undefined, fallback: plain };
}
