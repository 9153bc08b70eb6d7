import type { ErrorExplanation } from '../error-explanation.ts';

/** The engine and the control plane (SB6xx): conflicts, what is not found. Sorted by code. */
export const CONTROL_PLANE_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB601: {
    title: 'A workflow that does not exist',
    explanation: 'Nothing was ever published, or activated, under that id.',
    fix: '`signalbox workflow list` shows which there are. A file becomes a workflow when it is deployed or loaded.',
  },
  SB602: {
    title: 'A version that does not exist',
    explanation: 'Versions are numbered from 1 as they are published, and that number was not reached.',
    fix: '`signalbox workflow show <id>` lists them.',
  },
  SB603: {
    title: 'A definition with errors',
    explanation:
      'Only a definition without errors can be published. Nothing was stored; all errors are in the details.',
    fix: 'Correct them; `signalbox check` shows where they are.',
  },
  SB604: {
    title: 'A state machine that is not there',
    explanation: 'A run or a version names a state machine that was never published here.',
    fix: 'Publish and activate the workflow again.',
  },
  SB605: {
    title: 'Workflows that may start each other',
    explanation:
      'What one live workflow does makes the event happen that triggers another, and so on back to the first. Such a chain is stopped at ten in a row, and the trigger that was not followed is on record as skipped.',
    fix: 'Filter one of the triggers with `if` so that it does not follow what the others cause, or let a step cause another event.',
  },
  SB611: {
    title: 'Changed by someone else at the same time',
    explanation:
      'What runs of a workflow is changed by one person at a time: somebody was faster, and what you saw was no longer so.',
    fix: 'Look at its present state, then try again.',
  },
  SB612: {
    title: 'A trigger that does not run yet',
    explanation:
      'Workflows that are triggered by a schedule or a date are checked, compiled and published, but cannot be activated yet.',
    fix: 'Start runs by hand, or trigger the workflow by an event.',
  },
  SB613: {
    title: 'Too many event types for one bus',
    explanation: 'Each event type that some workflow names takes one rule, and EventBridge has 300 on a bus.',
    fix: 'Prune archived workflows, or let several use the same event type and filter with `if`.',
  },
  SB614: {
    title: 'An event that has left the catalogue',
    explanation:
      'The version names an event that catalogue.yaml declared when it was published, and does not any more.',
    fix: 'Put the event back, or publish a version that does not name it.',
  },
  SB615: {
    title: 'No active version',
    explanation: 'A run was to be started by hand, and no version of the workflow is active.',
    fix: 'Activate a version, or name the one to start.',
  },
  SB616: {
    title: 'Data that is not the event’s',
    explanation:
      'A start by hand takes the data of the trigger’s event, and what was sent lacks fields or has some of another type.',
    fix: 'Send data like the event’s sample in docs/catalogue.md.',
  },
  SB621: {
    title: 'A run that does not exist',
    explanation: 'There is no run of that id, or it ended so long ago that it was forgotten.',
    fix: '`signalbox run list` shows which there are.',
  },
  SB622: {
    title: 'A run that has ended',
    explanation: 'Only a run that is open can be stopped.',
    fix: 'Look at it with `signalbox run show <id>`.',
  },
  SB631: {
    title: 'An approval that does not exist',
    explanation: 'There is no question of that id, or it was answered so long ago that it was forgotten.',
    fix: '`signalbox approval list` shows which there are.',
  },
  SB632: {
    title: 'Answered before',
    explanation: 'An approval takes one answer. Of two at the same time, the first counts.',
    fix: 'Nothing more can be done there; `signalbox run show` tells how the run went on.',
  },
  SB633: {
    title: 'Answered too late',
    explanation:
      'The approval’s time is over, or its run was stopped: the run has gone on without an answer. Over HTTP this is 410.',
    fix: 'Look at what the run does on its `on_timeout`, and act by hand if need be.',
  },
  SB634: {
    title: 'Not asked',
    explanation:
      'Only those named in `by`, members of the teams named there, and those it was escalated to may answer.',
    fix: 'Ask one of them, or add the person to the team in catalogue.yaml.',
  },
  SB635: {
    title: 'A text that is not to be edited, or is too long',
    explanation:
      'An answer may change the texts that the step lists under `edit`, and no others. Texts and comment together have room for some 32,000 characters.',
    fix: 'Leave out what the message names, or shorten it.',
  },
  SB636: {
    title: 'A link that leads to no question',
    explanation:
      'Links to approvals are signed. This one is cut off, changed, of another deployment, or its question was forgotten long ago.',
    fix: 'Open the link as it stands in the mail, or decide with `signalbox approval`.',
  },
  SB637: {
    title: 'A timer that nobody set',
    explanation: 'What came out of the queue of timers is none of the tasks that timers are set for.',
    fix: 'Look for what else sends to that queue: only Signalbox’s own schedules should.',
  },
  SB641: {
    title: 'A run that everybody changes',
    explanation: 'Several handlers changed one run at the same time again and again. What was tried is tried again.',
    fix: 'Nothing, unless it stays so: then look for a workflow whose steps wait in a hundred places at once.',
  },
  SB642: {
    title: 'An event that could not be dispatched to all',
    explanation:
      'One or more of the workflows that an event triggers could not be served; the others were. The event is delivered again, and starts nothing twice.',
    fix: 'The message says what went wrong; if it stays so, the event goes to the dead letters.',
  },
  SB643: {
    title: 'A live version that is not stored',
    explanation: 'What runs names a version whose item is gone.',
    fix: 'Publish and activate the workflow again.',
  },
  SB644: {
    title: 'A run whose input is gone',
    explanation: 'A run was put and not started, and the input it was put with is not there any more.',
    fix: 'Put the event again with another idempotency key.',
  },
  SB651: {
    title: 'A workflow that is there already',
    explanation: 'Ids of workflows are given once, also to those that are archived or come from a file.',
    fix: 'Choose another id, or save a draft of the workflow that is there.',
  },
  SB652: {
    title: 'No draft',
    explanation: 'The workflow has no draft: it was published, discarded, or none was ever saved.',
    fix: 'Save one; `signalbox workflow show <id> --source` prints the text to begin with.',
  },
  SB653: {
    title: 'A draft that someone else changed',
    explanation: 'The draft was saved, discarded or published since it was read. Nothing was overwritten.',
    fix: 'Read it again, carry your change over, and save that.',
  },
  SB654: {
    title: 'A workflow that comes from a file',
    explanation:
      'Its text is managed with the code: it can be activated, rolled out, disabled and described, but not edited here.',
    fix: 'Change the file and deploy it, or duplicate the workflow and edit the copy.',
  },
  SB655: {
    title: 'A text of another workflow',
    explanation:
      'A draft says in `workflow:` which one it is of, and that is not the one it is saved or published for.',
    fix: 'Write the workflow’s id behind `workflow:`. To begin another workflow, create or duplicate it.',
  },
  SB656: {
    title: 'The active version as a rollout',
    explanation:
      'A rollout takes a part of the new runs away from the active version; it cannot be that version itself.',
    fix: 'Stage another version. To end the rollout that is under way, promote or revert it.',
  },
  SB657: {
    title: 'No rollout to promote',
    explanation:
      'The version that is to get 100 % of the new runs was not staged, and it is not the active one either.',
    fix: 'Stage it at 1 to 99 % first, or activate it as it is.',
  },
  SB658: {
    title: 'A rollout under way',
    explanation: 'One version at a time is rolled out, and the active one stays what it is meanwhile.',
    fix: 'Promote (100 %) or revert (0 %) the rollout, then make the change.',
  },
  SB659: {
    title: 'Nothing that could run',
    explanation: 'The workflow has no active version to enable, or to roll another one out beside.',
    fix: 'Activate a version.',
  },
  SB660: {
    title: 'An archived workflow',
    explanation: 'What is archived is kept as it is: no version of it is activated or staged while it stays so.',
    fix: 'Enable it; that takes it back.',
  },
  SB661: {
    title: 'A live state that cannot be',
    explanation:
      'A percentage is a whole number from 0 to 100, and what becomes of runs in flight is said only of a workflow that is disabled.',
    fix: 'Correct what the message names.',
  },
  SB662: {
    title: 'A file for a workflow that was made at run time',
    explanation: 'The id of the file belongs to a workflow that people edit through the API or the console.',
    fix: 'Give the file’s workflow another id.',
  },
  SB663: {
    title: 'A workflow that its file keeps',
    explanation: 'What comes from a file is archived when the file goes, and not before.',
    fix: 'Disable it, or remove its file and deploy.',
  },
  SB671: {
    title: 'A contact of which nothing is known',
    explanation: 'No event brought a record of this contact, and no run of it is open. Over HTTP this is 404.',
    fix: 'Look at the id; an event that carries the contact makes it known.',
  },
  SB690: {
    title: 'A state machine that cannot be loaded',
    explanation:
      'The embedded engine runs what the compiler emits; this document has a field, a state or an expression that it does not know, or none at all.',
    fix: 'Correct what the message names; a definition that `signalbox check` accepts never leads here.',
  },
  SB691: {
    title: 'A state that does not exist',
    explanation: 'An execution stands in a state that its machine does not have.',
    fix: 'Start a new run; machines and executions belong to the same data folder.',
  },
};
