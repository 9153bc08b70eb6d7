import type { ErrorExplanation } from '../error-explanation.ts';

/** The structure of a definition (SB2xx): keys, types, forms. Sorted by code. */
export const STRUCTURE_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB201: {
    title: 'Unknown key',
    explanation: 'The key is not part of the language at this place.',
    fix: 'Correct it to the name that is offered, or remove it.',
  },
  SB202: {
    title: 'A required key is missing',
    explanation: 'The step, trigger or workflow cannot work without it.',
    fix: 'Add the key; the message says what it takes.',
  },
  SB203: {
    title: 'A value of the wrong type',
    explanation: 'A list, map, number or boolean stands where something else is expected.',
    fix: 'Write the type that the message names.',
  },
  SB204: {
    title: 'Text is not quoted',
    explanation: 'YAML reads the value as a number or boolean, where text is expected.',
    fix: 'Put it in quotes as it stands.',
  },
  SB205: {
    title: 'The kind is missing',
    explanation: 'A step, trigger or condition has none of the keys that say what it is.',
    fix: 'Add one of the keys that the message lists.',
  },
  SB206: {
    title: 'Two kinds in one',
    explanation: 'A step, trigger or condition has two of the keys that say what it is.',
    fix: 'Write two steps or conditions.',
  },
  SB207: {
    title: 'An id is not in its form',
    explanation:
      "Ids are snake_case, a workflow's id is kebab-case, both at most 60 characters and beginning with a letter.",
    fix: 'Write it as the message offers.',
  },
  SB208: {
    title: 'A duration or cap is not in its form',
    explanation: 'Durations are whole numbers with units: `4 hours`, `1 day 12 hours`, at most 365 days.',
    fix: 'Write number and unit; no `4h`, no bare number, no months.',
  },
  SB209: {
    title: 'A clock is not in its form',
    explanation: 'Clocks have two digits for hours and minutes: `"09:00"`; ranges are two clocks: `"21:00-08:00"`.',
    fix: 'Write it so, in quotes.',
  },
  SB210: {
    title: 'A time or date is not in its form',
    explanation: 'Dates are `"2026-12-24"`, times are ISO 8601 with `Z` or an offset, and the day must exist.',
    fix: 'Write it so, in quotes, or refer to a field with `"{{ path }}"`.',
  },
  SB211: {
    title: 'Not a time zone',
    explanation:
      "Zones are IANA names such as `Europe/Berlin`, or `contact` for the zone of the run's contact where one is allowed.",
    fix: 'Write the name that is offered.',
  },
  SB212: {
    title: 'Not one of the words',
    explanation: 'The key takes one of a few words.',
    fix: 'Write one that the message lists.',
  },
  SB213: {
    title: 'A number is out of bounds',
    explanation: 'The number is too small, too large, or has too many decimals.',
    fix: 'Stay within the bounds that the message names.',
  },
  SB214: {
    title: 'A text is too short or too long',
    explanation: 'Names have at most 60 characters, titles 80, and no text is empty.',
    fix: 'Shorten it; a remark belongs into `note`.',
  },
  SB215: {
    title: 'A list is too short or too long',
    explanation: 'The list needs at least one item.',
    fix: 'Add an item, or remove the key.',
  },
  SB217: {
    title: 'Keys that exclude or need each other',
    explanation: 'For instance `before` beside `after`, or `escalate_after` without `escalate_to`.',
    fix: 'Keep one of the two, or add the other, as the message says.',
  },
  SB218: {
    title: 'A condition without exactly one operator',
    explanation: 'A condition on a field has one operator, and `ignore_case` only beside operators on text.',
    fix: 'Write one condition for each operator, in a list or under `all` or `any`.',
  },
  SB219: {
    title: 'A value that the operator does not take',
    explanation: 'For instance text for `below`, or one end for `between`.',
    fix: 'Write a value of the kind that the message names, or `"{{ path }}"`.',
  },
  SB220: {
    title: 'Percentages do not add up to 100',
    explanation: 'The variants of an experiment and `hold_out` share all contacts among them.',
    fix: 'Change a percentage, or give the rest to `hold_out`.',
  },
  SB221: {
    title: 'The name has a meaning of its own',
    explanation:
      '`otherwise`, `hold_out` and `error` are outputs beside routes, variants and branches; an item of `each` cannot be called like a root or like an item around it.',
    fix: 'Choose another name.',
  },
  SB222: {
    title: 'An id stands twice in one list',
    explanation: 'Routes, variants and branches are told apart by their ids.',
    fix: 'Rename one of the two.',
  },
  SB223: {
    title: 'A schedule is not in its form',
    explanation: 'Schedules are `cron(…)` with six fields or `rate(…)`, as EventBridge Scheduler takes them.',
    fix: 'Write it as the message shows.',
  },
  SB224: {
    title: 'The file is called differently',
    explanation: "A workflow's id is the name of its file.",
    fix: 'Rename the file, or change `workflow:`.',
  },
};
