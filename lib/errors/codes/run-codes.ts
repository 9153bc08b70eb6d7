import type { ErrorExplanation } from '../error-explanation.ts';

/** SB695–SB699: what can be done with runs that have ended. */
export const RUN_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB695: {
    title: 'A run that is not redriven',
    explanation:
      'A redrive takes up a run that failed, timed out or was stopped by a person, at the step where it did. Others run, have reached their end or their goal, never started, or belong to someone whose data was erased.',
    fix: 'Start a new run, or stop the one that runs first.',
  },
  SB696: {
    title: 'An execution that cannot be taken up',
    explanation:
      'Step Functions takes up an execution for 14 days after its end, as long as its state machine is there and its history has room. The message says which of these it is.',
    fix: 'Start a new run with the same data.',
  },
  SB697: {
    title: 'A run without a console',
    explanation: 'The AWS console shows runs of a deployment; this one is of an engine on this machine.',
    fix: 'Use `signalbox run show`.',
  },
  SB698: {
    title: 'A trial that does not fit',
    explanation:
      'What is to be tried names a contact, a step, an event or a field that does not exist, or answers a step in a way that it has not.',
    fix: 'Correct what the message names; `signalbox simulate --help` shows what a trial may have.',
  },
  SB699: {
    title: 'A trial that took too long',
    explanation: 'Previews have bounds of time and of calls, so that nobody waits for one in vain.',
    fix: 'Try a smaller event, or a shorter list.',
  },
};
