import type { ErrorExplanation } from '../error-explanation.ts';

/** Folders, test cases and the command line (SB82x–SB84x). Sorted by code. */
export const WORKSPACE_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB821: {
    title: 'There is no such folder',
    explanation: 'A command looks for workflows in `statemachines/` unless it is told another folder.',
    fix: 'Run it where that folder is, or name the folder. `signalbox new my-workflow` makes a first one.',
  },
  SB822: {
    title: 'A file is not there or cannot be read',
    explanation: 'The path on the command line leads nowhere.',
    fix: 'Look at the spelling, and from which folder the command is run.',
  },
  SB823: {
    title: 'A file ends in .yml',
    explanation: 'Files of a workspace end in `.yaml`; one that does not would silently be left out.',
    fix: 'Rename the file.',
  },
  SB824: {
    title: 'Two files define one workflow',
    explanation: 'The same id is there as YAML and as JSON.',
    fix: 'Keep one of the two.',
  },
  SB825: {
    title: 'An option has a value that cannot be used',
    explanation:
      'Data is JSON or YAML and must be an object; a time has `Z` or an offset; some options exclude each other.',
    fix: 'Correct the option that is named. On a command line, put JSON between single quotes.',
  },
  SB826: {
    title: 'A folder where one file is wanted',
    explanation: 'The command works on one workflow.',
    fix: 'Name the file.',
  },
  SB827: {
    title: 'The file is there already',
    explanation: '`signalbox new` writes over nothing.',
    fix: 'Take another id, or move the file away.',
  },
  SB831: {
    title: 'An entry of a timeline is not one happening at one time',
    explanation: 'It has exactly one of event, approve, reject, contact and records, and exactly one of after and at.',
    fix: 'Split it into several entries, or take out what does not belong to it.',
  },
  SB832: {
    title: 'An outcome that no run can have',
    explanation:
      'A case expects the id of an `end:`, or `failed:`, `exited:` or `not_started:` with what belongs to it.',
    fix: 'Write one of them, e.g. `outcome: completed` or `outcome: { failed: http_500 }`.',
  },
  SB833: {
    title: 'A path under missing: is none',
    explanation: 'It names a field of the event or of a record.',
    fix: 'Write it with its root: `event.lead.amount`, `contact.email`.',
  },
  SB834: {
    title: 'The event of a case is not of its type',
    explanation: 'A field has another type than the catalogue declares, or a required one is not there.',
    fix: 'Correct it; where a missing field is what the case is about, list it under `missing:`.',
  },
  SB835: {
    title: 'Something happens before the trigger event',
    explanation: 'The timeline of a case begins with the event that starts the run, at `now`.',
    fix: 'Move `now` back, or the entry forward.',
  },
  SB836: {
    title: 'A case names an event that does not exist',
    explanation: 'Neither the built-in catalogue nor catalogue.yaml has it.',
    fix: 'Correct the name, or declare the event.',
  },
  SB837: {
    title: 'A case names a step that does not fit',
    explanation: 'The workflow has no step of that id, or that kind of step cannot be answered so.',
    fix: 'Correct the id or the answer; the message says what the step takes.',
  },
  SB838: {
    title: 'A test file has no workflow',
    explanation: 'A file `<id>.test.yaml` lies beside `<id>.workflow.yaml` and names the same id.',
    fix: 'Correct the name of the file or its `workflow:`.',
  },
  SB839: {
    title: 'A case sets a field that the catalogue does not declare',
    explanation: 'Apps may send more than is declared, but in a case it is most often a typing error. A warning.',
    fix: 'Correct the name, or declare the field in catalogue.yaml.',
  },
  SB841: {
    title: 'No engine answers',
    explanation: 'The command talks to a running engine over HTTP, and nothing listens at that address.',
    fix: 'Start one with `npx signalbox start`, or name its address with `--url` or `SIGNALBOX_URL`.',
  },
  SB842: {
    title: 'What answers is no engine',
    explanation: 'Another program listens at that address, or an engine of another version.',
    fix: 'Look which program it is, or name another address.',
  },
  SB843: {
    title: 'Not let in',
    explanation:
      'A deployed API is called with credentials of AWS or a token, and the ones that came are missing, expired, or may not call it.',
    fix: 'Sign in (`aws sso login`), or name another profile with `--profile`; docs/api.md says who may.',
  },
  SB844: {
    title: 'A stage that is not deployed there',
    explanation:
      'The command line finds a deployment by the parameter `/signalbox/<stage>/api-url`, and the account and region that were named have none.',
    fix: 'Name the stage as cdk.json does, and its account and region with `--profile` and `--region`.',
  },
};
