import type { ErrorExplanation } from '../error-explanation.ts';

/** Templates, export and import (SB55x–SB58x). Sorted by code. */
export const EXCHANGE_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB551: {
    title: 'A template without its definition',
    explanation: 'A template is `<id>.template.yaml` beside `<id>.workflow.yaml`, and both name the same id.',
    fix: 'Correct the name of the file, `template:` or `workflow:`.',
  },
  SB552: {
    title: 'A question about a place that is not there',
    explanation:
      '`at` lists JSON pointers into the definition, such as `/steps/0/wait`. The answer replaces what stands there.',
    fix: 'Correct the pointer; steps and list items count from 0.',
  },
  SB553: {
    title: 'A question whose places hold no such answer',
    explanation:
      'What the definition has is the default answer: it is of the question’s type, and the same at all of its places.',
    fix: 'Correct the type of the question, or the value in the definition.',
  },
  SB554: {
    title: 'Two questions about one place',
    explanation: 'Each place takes one answer; of two, one would be lost.',
    fix: 'Take the place out of one of the questions.',
  },
  SB555: {
    title: 'A template that does not exist',
    explanation: 'The library has no template of that id.',
    fix: '`signalbox template list` shows which there are.',
  },
  SB561: {
    title: 'An answer to no question',
    explanation: 'The template does not ask that.',
    fix: 'Correct the id; `signalbox template show <id>` lists the questions.',
  },
  SB562: {
    title: 'A question without an answer',
    explanation: 'The question has no default, so that nobody starts with an address or a name that is not theirs.',
    fix: 'Answer it: `--answer <id>=<value>`.',
  },
  SB563: {
    title: 'An answer that does not fit',
    explanation:
      'It is of another type than the question asks for, or names something that the catalogue does not have.',
    fix: 'Correct the answer, or declare the name in catalogue.yaml.',
  },
  SB564: {
    title: 'A template that does not become a workflow here',
    explanation:
      'Answers do not fit, or the template names what this deployment lacks: events, fields, teams, messages, secrets. Everything is listed at once, and nothing was changed.',
    fix: 'Correct the answers; declare what is missing in catalogue.yaml, put messages into messages/, and deploy.',
  },
  SB571: {
    title: 'A bundle that is too large',
    explanation: 'A bundle has at most 1 MiB. It is measured before anything of it is read.',
    fix: 'Export the workflow again; a definition of that size cannot be deployed anyway.',
  },
  SB572: {
    title: 'A bundle of another format',
    explanation: 'A bundle says its format, and this version of Signalbox reads format 1.',
    fix: 'Import it with a newer version of Signalbox, or export it again.',
  },
  SB573: {
    title: 'A bundle for newer actions',
    explanation: 'Actions are called by a contract that has a version. The bundle was exported with a newer one.',
    fix: 'Update Signalbox on the target.',
  },
  SB581: {
    title: 'Not a journey',
    explanation: 'The file is not what GetJourney of Amazon Pinpoint answers, or it has no activities.',
    fix: 'Save it with: `aws pinpoint get-journey --application-id … --journey-id …`',
  },
  SB582: {
    title: 'A bundle that does not fit here',
    explanation:
      'The bundle has errors of its own, or its workflow names what this deployment lacks: secrets, messages, segments and the like. Everything is listed at once, and nothing was changed.',
    fix: 'Declare what is missing in catalogue.yaml, put messages into messages/, deploy, and import it again.',
  },
  SB583: {
    title: 'A workflow with errors is not exported',
    explanation:
      'What is exported can be imported elsewhere. This text has errors: it is a draft in the making, or the catalogue has lost what it names since it was published.',
    fix: 'Mend what is listed, or export another version.',
  },
  SB584: {
    title: 'Neither a bundle nor a journey',
    explanation:
      'A file to import is a bundle, which says its `format`, or what GetJourney of Amazon Pinpoint answers, which has `Activities`.',
    fix: 'Export the workflow again, or save the journey with `aws pinpoint get-journey`.',
  },
};
