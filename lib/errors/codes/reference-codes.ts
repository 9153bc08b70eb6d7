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
  SB410: {
    title: 'Unknown root',
    explanation:
      'A path begins with `event`, a record, `steps`, `run`, `now`, `received`, or the name of an item in `each`.',
    fix: 'Begin with one of those; the nearest is offered.',
  },
  SB411: {
    title: 'A root that is not there',
    explanation:
      'Which roots there are depends on the place: before the start there are no `steps`, and records are those that the trigger is about.',
    fix: 'Read what the message names.',
  },
  SB412: {
    title: 'Unknown field',
    explanation: 'The catalogue knows the fields of what the path leads to, and this is none of them.',
    fix: 'Write a field that exists; the nearest is offered. Declare fields of your own in `catalogue.yaml`.',
  },
  SB413: {
    title: 'A path through a list',
    explanation: 'A path does not run through a list: which item is meant?',
    fix: 'Name an item, `event.lines[0].sku`, or go through the list with `each`.',
  },
  SB414: {
    title: 'A value without parts',
    explanation: 'Text, numbers and their like have no fields, and only lists have items.',
    fix: 'End the path before.',
  },
  SB415: {
    title: 'Unknown step',
    explanation: '`steps.` is followed by the id of a step of this workflow.',
    fix: 'Write an id that exists; the nearest is offered.',
  },
  SB416: {
    title: 'A step that cannot have run',
    explanation: 'No path leads from that step to where its output is read.',
    fix: 'Read a step that comes before, or move this one.',
  },
  SB417: {
    title: 'The output of a step inside a branch',
    explanation: 'Outputs of steps inside `parallel` or `each` can be read only there.',
    fix: 'Read the output of the `parallel` or `each` itself.',
  },
  SB418: {
    title: 'A gap in a message',
    explanation: 'A value may be missing, and the message has no default for it.',
    fix: "Add one: `{{ contact.first_name | default: 'there' }}`.",
  },
  SB419: {
    title: 'An operator that never holds',
    explanation: 'The operator does not fit the type of the field, so the condition would be false for ever.',
    fix: 'Use an operator that fits.',
  },
  SB420: {
    title: 'Values that are never equal',
    explanation:
      'The value has another type than the field, or is none of the words that the field can be. Nothing is converted: `"700"` is not `700`.',
    fix: 'Write a value of the field’s type.',
  },
  SB421: {
    title: '`each` without a list',
    explanation: 'The path of `each` leads to something that is no list.',
    fix: 'Write the path of a list.',
  },
  SB422: {
    title: 'A path of the wrong type',
    explanation: 'A contact’s id is text; a wait ends at a time or a date; a `date` trigger reads a date or a time.',
    fix: 'Write the path of such a field.',
  },
  SB423: {
    title: 'A list or an object inside text',
    explanation: 'With text around it, a reference becomes text, and a list or an object has none.',
    fix: 'Join the list’s items, or name one field.',
  },
  SB424: {
    title: 'Unknown event',
    explanation: 'The event is neither built in nor declared in `catalogue.yaml`.',
    fix: 'Write a known name, or declare the event.',
  },
  SB425: {
    title: 'Unknown action',
    explanation: 'The action is neither built in nor one of the deployment’s own.',
    fix: 'Write a known name, or register your action with the construct.',
  },
  SB426: {
    title: 'Unknown segment',
    explanation: 'The segment is not declared.',
    fix: 'Write a known id, or declare it in `catalogue.yaml`.',
  },
  SB427: {
    title: 'Unknown consent',
    explanation: 'The consent is not declared.',
    fix: 'Write a known id, or declare it in `catalogue.yaml`. `none` says that none is needed.',
  },
  SB428: {
    title: 'Unknown team',
    explanation: 'The name is no team, and no e-mail address.',
    fix: 'Write a known team, or declare it in `catalogue.yaml`.',
  },
  SB429: {
    title: 'Unknown calendar',
    explanation: 'The calendar is not declared.',
    fix: 'Write a known name, or declare it in `catalogue.yaml`.',
  },
  SB430: {
    title: 'An expression that does not parse',
    explanation: 'A free expression is JSONata.',
    fix: 'Mend it where the message says.',
  },
  SB431: {
    title: 'An expression failed',
    explanation: 'A free expression met data that it cannot work with.',
    fix: 'Guard it, for instance with `$exists(…)` and `$type(…)`.',
  },
  SB432: {
    title: 'An expression that Step Functions cannot run',
    explanation:
      'Step Functions runs JSONata 2.0.6, without `$eval`, `??` and `?:`, and a path in it begins with a root of this language.',
    fix: 'Write it with what there is.',
  },
  SB433: {
    title: 'An expression that is too long or too deep',
    explanation: 'Expressions are for conditions that people read: at most 4,000 characters and 50 levels.',
    fix: 'Split it, or compute in an action of your own.',
  },
  SB434: {
    title: 'No name of a secret',
    explanation: 'Definitions hold names of secrets, never their values.',
    fix: 'Store the value as a secret and declare its name in `catalogue.yaml`.',
  },
  SB435: {
    title: 'Unknown message template',
    explanation: 'There is no file with that id under `statemachines/messages/`.',
    fix: 'Write a known id, or add the template.',
  },
  SB436: {
    title: 'Unknown input',
    explanation: 'The action, or the event it puts, has no input of that name.',
    fix: 'Write one that exists; the nearest is offered.',
  },
  SB437: {
    title: 'An input is missing',
    explanation: 'The action, or the event it puts, needs it.',
    fix: 'Add it.',
  },
  SB438: {
    title: 'An input of the wrong type',
    explanation: 'The value, or what the reference leads to, is not what the input takes.',
    fix: 'Write a value of the type that the message names. Text with digits needs quotes.',
  },
  SB439: {
    title: 'Not one of the words',
    explanation: 'The input takes one of a few words.',
    fix: 'Write one of them; the nearest is offered.',
  },
  SB440: {
    title: 'A reference where a fixed value belongs',
    explanation:
      'Names of secrets, templates, segments and their like, and durations, are written down, so that they can be checked.',
    fix: 'Write the value out.',
  },
  SB441: {
    title: 'Unknown field of a record',
    explanation: 'The record has no field of that name that could be set.',
    fix: 'Write one that exists, or declare it under `contact_fields`.',
  },
  SB442: {
    title: '`returns` that cannot be read',
    explanation: '`returns` types the answer of `http.call`, in the words of the catalogue.',
    fix: 'Write types such as `{ score: number }`, or remove it.',
  },
  SB443: {
    title: '`happened` where there is no history',
    explanation: 'What happened since the start is asked inside the run: in routes.',
    fix: 'Move the condition into `routes`.',
  },
  SB444: {
    title: '`since` an unknown step',
    explanation: '`since` names a step of this workflow.',
    fix: 'Write an id that exists; the nearest is offered.',
  },
  SB445: {
    title: 'A pattern that can take for ever',
    explanation: 'Step Functions matches by trying, and some texts make this pattern try without end.',
    fix: 'Do not repeat what is repeated already, as in `(a+)+`.',
  },
  SB446: {
    title: 'A pattern that is read in two ways',
    explanation: 'We match with RE2, Step Functions with JavaScript. What only one of them knows is refused.',
    fix: 'Leave out `(?i)`, `\\A`, `\\z`, `\\pL`, `[[:alpha:]]`; `ignore_case: true` stands beside the operator.',
  },
  SB447: {
    title: 'A filter on the wrong type',
    explanation: 'For instance `join` on text, or `plus` on a list.',
    fix: 'Use a filter that takes such a value.',
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
