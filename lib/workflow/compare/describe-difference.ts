import type { Json } from '../json.ts';
import type { DefinitionDifference, StepDifference, StepPosition } from './compare-definitions.ts';
import type { ValueDifference } from './compare-values.ts';

/** What differs, in lines for people: `+` added, `-` removed, `>` moved, `~` changed. Empty: nothing does. */
export function describeDifference({ settings, steps }: DefinitionDifference): readonly string[] {
  return [...settings.map((change) => `~ ${valueLine(change)}`), ...steps.flatMap(stepLines)];
}

function stepLines(difference: StepDifference): readonly string[] {
  const { step } = difference;
  switch (difference.kind) {
    case 'added':
      return [`+ ${step}, ${place(difference.at)}: ${short(difference.after)}`];
    case 'removed':
      return [`- ${step}, ${place(difference.at)}: ${short(difference.before)}`];
    case 'moved':
      return [`> ${step}: from ${place(difference.from)} to ${place(difference.to)}`];
    case 'changed':
      return [`~ ${step}`, ...difference.changes.map((change) => `    ${valueLine(change)}`)];
  }
}

function place({ list, behind }: StepPosition): string {
  return behind === undefined ? `first in ${list}` : `behind ${behind} in ${list}`;
}

function valueLine({ pointer, before, after }: ValueDifference): string {
  return `${pointer}: ${short(before)} → ${short(after)}`;
}

/** Longer values are shown by their beginning. */
const LONGEST = 120;

function short(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
