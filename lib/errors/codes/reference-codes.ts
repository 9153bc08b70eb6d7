import type { ErrorExplanation } from '../error-explanation.ts';

/** References, types, names, expressions and messages (SB4xx). Sorted by code. */
export const REFERENCE_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB401: {
    title: 'A path cannot be read',
    explanation: 'A path is a root and fields: `event.lines[0].sku`; odd names stand in backticks.',
    fix: 'Write it as the message shows.',
  },
  SB402: {
    title: 'A reference in a text cannot be read',
    explanation: 'Between `{{` and `}}` stand a path and filters.',
    fix: 'Mend it as the message says, or close the braces.',
  },
  SB403: {
    title: 'More than one bare reference',
    explanation:
      'Values of operators and `until` take a value or one `"{{ path }}"`, without text around it and without filters.',
    fix: 'Keep the reference alone.',
  },
  SB404: {
    title: 'A pattern cannot be read',
    explanation: '`matches` takes a pattern in RE2 syntax, without look-around and back-references.',
    fix: 'Mend the pattern.',
  },
  SB405: {
    title: 'Values that cannot be compared',
    explanation: 'For instance a clock beside a field that is a date.',
    fix: "Write a value of the field's type.",
  },
  SB406: {
    title: 'A date in the zone of each contact',
    explanation:
      'A date beside a time means the start of that day, which differs from contact to contact when `zone` is `contact`.',
    fix: 'Write a time with its offset.',
  },
  SB407: {
    title: 'A filter that fail does not take',
    explanation:
      'Texts of `fail` are written by Step Functions itself, which has `default`, `upcase` and `downcase` only.',
    fix: 'Use those, or shape the text in an earlier step.',
  },
  SB408: {
    title: 'A path with a wrong root',
    explanation: 'The contact of a trigger is in its event; a date trigger reads the contact or the appointment.',
    fix: 'Write a path with that root.',
  },
  SB461: {
    title: 'A message file cannot be read',
    explanation:
      'A message has `message`, `subject` and `text`, and perhaps `html`, `from`, `merge` and `note`; 200,000 characters at most.',
    fix: 'Write the keys as the message shows.',
  },
  SB462: {
    title: 'A message under another name',
    explanation: 'A message lies in the file that is named after it: `<id>.message.yaml`.',
    fix: 'Rename the file or the message.',
  },
  SB463: {
    title: 'A message with Liquid that cannot be read',
    explanation:
      'Messages take the filters of the language and the tags if, unless, case, for, break, continue, assign and comment. Nothing reads files, and nothing writes values unescaped.',
    fix: 'Mend it as the message says.',
  },
  SB464: {
    title: 'A merge tag that nothing fills',
    explanation: 'A message reads `data.<name>`, `contact.<field>` and `now`.',
    fix: 'Hand the value over in `data` of the step, or name a field that contacts have.',
  },
  SB465: {
    title: 'A message with unsafe HTML',
    explanation:
      'Merge tags stand in text or in quoted attributes; nothing in a mail runs a script; links are http, https, mailto, tel, sms or cid.',
    fix: 'Mend it as the message says.',
  },
  SB466: {
    title: 'A merge tag without a default',
    explanation: 'Where the field is missing or empty, nothing would stand there: "Hello ,".',
    fix: 'Add the tag and its default under `merge`, or a `default` filter.',
  },
};
