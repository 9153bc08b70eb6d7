import type { ErrorExplanation } from '../error-explanation.ts';

/** The text of a file (SB1xx): YAML rules. Sorted by code. */
export const TEXT_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB100: {
    title: 'The text is not valid YAML',
    explanation:
      'The parser stopped or had to guess: a bracket or quote is open, a line is out of line, or a text needs quotes.',
    fix: 'Mend the line that is named; look at the one above it, too.',
  },
  SB101: {
    title: 'The file holds several documents',
    explanation: '`---` begins another document, and a definition is one document in one file.',
    fix: 'Move what follows `---` into a file of its own.',
  },
  SB102: {
    title: 'Anchors, aliases, merge keys, tags and directives',
    explanation: 'They make a value depend on another place of the file, or on the tool that reads it.',
    fix: 'Write the value out where it is used.',
  },
  SB103: {
    title: 'A value that begins with {{ is not quoted',
    explanation: 'Without quotes YAML reads { as the start of a map.',
    fix: 'Put the whole value in double quotes: `to: "{{ contact.email }}"`.',
  },
  SB104: {
    title: 'A key stands twice in one map',
    explanation: 'One of the two values would be dropped, and tools differ in which.',
    fix: 'Remove or rename one of the two.',
  },
  SB105: {
    title: 'A key is not one word',
    explanation: 'Keys are text: no lists, no maps, and not `__proto__`.',
    fix: 'Write the key as one word, in quotes where it holds signs.',
  },
  SB106: {
    title: 'A value is missing',
    explanation: 'The key or the list item has nothing behind it, or null, which is never a value.',
    fix: 'Write the value, or remove the key.',
  },
  SB107: {
    title: 'A number that tools read differently',
    explanation:
      'A leading zero or plus, a hexadecimal or exponent form, or more digits than a double holds (beyond 2^53).',
    fix: 'Quote it if it is text, such as a phone number or a code; else write plain digits.',
  },
  SB108: {
    title: 'A comment cuts off a value',
    explanation: '`name: Ticket #12` has the value `Ticket`: # behind a space begins a comment.',
    fix: 'Quote the value. A comment behind a value begins with `# ` (hash, space).',
  },
  SB109: {
    title: 'A word that older YAML tools misread',
    explanation:
      'YAML 1.1 reads `no`, `on`, `21:00` or `2026-12-24` as a boolean, a number or a date. Signalbox reads text.',
    fix: 'Quote it; `signalbox format` does.',
  },
  SB110: {
    title: 'Nested too deep',
    explanation: 'More than 100 levels of lists and maps.',
    fix: 'Flatten the steps; `goto` joins branches.',
  },
  SB120: {
    title: 'No such place to edit',
    explanation:
      'The pointer leads to no list of steps, or to no step in it. The text may have changed since it was taken.',
    fix: 'Read the text again, and take the pointer from there.',
  },
  SB121: {
    title: 'A step that cannot be read',
    explanation: 'An edit takes one step as a map in YAML or JSON, without the dash of its list.',
    fix: 'Write one map, with comments above it if wanted.',
  },
  SB122: {
    title: 'A step cannot move into itself',
    explanation: 'The place is inside a list of the very step that is to be moved.',
    fix: 'Choose a list outside of the step.',
  },
  SB123: {
    title: 'A broken text cannot be edited by step',
    explanation: 'Where the text is not valid YAML, nothing in it has a certain place.',
    fix: 'Mend the text itself first.',
  },
};
