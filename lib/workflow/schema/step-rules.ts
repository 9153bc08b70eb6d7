import type { z } from 'zod';
import { durationSeconds } from './duration.ts';

/** A zod check from a rule: the rule returns what is wrong, beginning with its code, or nothing. */
export function refuse<T>(rule: (value: T) => string | undefined): z.core.CheckFn<T> {
  return (payload) => {
    // A value that has faults already is not what the rule expects.
    const message = payload.issues.length > 0 ? undefined : rule(payload.value);
    if (message !== undefined) payload.issues.push({ code: 'custom', message, input: payload.value });
  };
}

/** Outputs use these words beside ids of routes, variants and branches. */
const RESERVED_IDS = ['otherwise', 'hold_out', 'error'];

/** SB221: a word that outputs use beside ids. */
export function reservedId(id: string): string | undefined {
  return RESERVED_IDS.includes(id) ? `SB221 "${id}" has a meaning of its own. Choose another id` : undefined;
}

/** SB222: two of a list with one id. */
export function repeatedId(items: readonly { readonly id: string }[]): string | undefined {
  const ids = items.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  return repeated === undefined ? undefined : `SB222 "${repeated}" is there twice. Rename one of the two`;
}

/** `before` and `after` exclude each other, and so do a wait's and a date trigger's. */
export function offsetProblem(value: { readonly before?: string; readonly after?: string }): string | undefined {
  const both = value.before !== undefined && value.after !== undefined;
  return both ? 'SB217 "before" and "after" exclude each other. Keep one' : undefined;
}

/** SB217: a wait for nothing, or with `before` and nothing it is before. */
export function calendarWaitProblem(
  wait: Readonly<Partial<Record<'until' | 'before' | 'after' | 'at' | 'business_hours' | 'zone', string>>> & {
    readonly weekdays?: readonly string[];
  },
): string | undefined {
  if (wait.before !== undefined && wait.until === undefined) {
    return 'SB217 "before" needs "until": the moment it is before';
  }
  const keys = Object.keys(wait).filter((key) => key !== 'zone');
  return keys.length === 0
    ? 'SB217 This wait has no end. Write until, after, at, weekdays or business_hours'
    : offsetProblem(wait);
}

/** Reminders and escalations that would come after the end never come. */
export function approveProblem(step: {
  readonly timeout: string;
  readonly remind_after?: string;
  readonly escalate_after?: string;
  readonly escalate_to?: readonly string[];
}): string | undefined {
  if ((step.escalate_after === undefined) !== (step.escalate_to === undefined)) {
    return 'SB217 "escalate_after" and "escalate_to" need each other. Write both or neither';
  }
  for (const key of ['remind_after', 'escalate_after'] as const) {
    const after = step[key];
    if (after !== undefined && durationSeconds(after) >= durationSeconds(step.timeout)) {
      return `SB217 "${key}" (${after}) is not before the timeout (${step.timeout}). Shorten it, or lengthen the timeout`;
    }
  }
  return undefined;
}

/** Percentages have two decimals: added up in hundredths, they add up exactly. */
export function experimentProblem(step: {
  readonly experiment: readonly { readonly percent: number }[];
  readonly hold_out?: number;
}): string | undefined {
  const parts = [...step.experiment.map(({ percent }) => percent), step.hold_out ?? 0];
  const sum = parts.reduce((total, percent) => total + Math.round(percent * 100), 0) / 100;
  return sum === 100
    ? undefined
    : `SB220 The percentages add up to ${sum}, not 100. Change one, or say the rest in hold_out`;
}
