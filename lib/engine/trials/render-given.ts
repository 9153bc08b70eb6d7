import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { renderInput } from '../rendering/render-input.ts';
import type { TimelineStep } from '../timeline.ts';

/** What needs more than the task carried: the contact's zone, or the run itself. */
const NEEDS_MORE = /\|\s*date\b|\brun\./;

/**
 * What an action was given, as far as its history tells: templates are filled with the values that the task carried.
 * Those that read a record stay as they are written, for the action read the record itself.
 */
export function renderGiven({ input, enteredAt }: Pick<TimelineStep, 'input' | 'enteredAt'>): JsonObject {
  if (!isJsonObject(input) || !isJsonObject(input.with)) return {};
  const { data, reads } = input;
  if (reads !== undefined) return input.with;
  const roots = isJsonObject(data) ? data : {};
  const entries = Object.entries(input.with).map(([name, value]) => [name, render(value, roots, enteredAt)] as const);
  return Object.fromEntries(entries);
}

function render(value: Json, roots: JsonObject, now: string): Json {
  if (NEEDS_MORE.test(JSON.stringify(value))) return value;
  try {
    return renderInput({ value }, { roots, now, zone: 'UTC' }).value ?? null;
  } catch {
    // The step's error says why; here the template does.
    return value;
  }
}
