import type { ErrorExplanation } from '../error-explanation.ts';

/** Catalogue files (SB5xx). Sorted by code. */
export const CATALOGUE_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB501: {
    title: 'A catalogue file of the wrong shape',
    explanation:
      '`catalogue.yaml` has `zone`, `events`, `contact_fields`, `segments`, `consents`, `teams`, `calendars` and `secrets`.',
    fix: 'Mend what the message names.',
  },
  SB502: {
    title: 'Unknown type',
    explanation:
      'Types are `text`, `number`, `boolean`, `time`, `date`, `clock`, `list`, `object`, `any`, maps of types, and lists of one type.',
    fix: 'Write one of those.',
  },
  SB503: {
    title: 'The name of a built-in event',
    explanation: 'Built-in events cannot be declared again.',
    fix: 'Give yours another name.',
  },
  SB504: {
    title: 'Two events that nothing tells apart',
    explanation: 'Events are told apart by `source` and `detail_type`.',
    fix: 'Change one of the two.',
  },
  SB505: {
    title: 'No contact at that path',
    explanation: '`contact` is the path of a text field in the event’s `data`.',
    fix: 'Write the path of the contact’s id.',
  },
  SB506: {
    title: 'A sample that does not fit',
    explanation: 'The sample is used in documentation, tests and previews, so it is data as the event declares it.',
    fix: 'Mend the sample or the types.',
  },
  SB507: {
    title: 'Unknown time zone',
    explanation: 'Zones are IANA names.',
    fix: 'Write a name such as `Europe/Berlin`; the nearest is offered.',
  },
  SB508: {
    title: 'Opening hours that cannot be',
    explanation: 'A range ends after it begins, ranges of a day are in order, and some day is open.',
    fix: 'Mend the hours; split a range at midnight.',
  },
  SB509: {
    title: 'A standard field of contacts',
    explanation: 'It is there already.',
    fix: 'Leave it out, or give yours another name.',
  },
  SB510: {
    title: 'A consent called `none`',
    explanation: '`consent: none` says that a workflow needs no consent.',
    fix: 'Give the consent another name.',
  },
  SB511: {
    title: 'An action of that name exists',
    explanation: 'The deployment’s own actions stand beside the built-in ones.',
    fix: 'Give yours another name, for instance with a prefix.',
  },
};
