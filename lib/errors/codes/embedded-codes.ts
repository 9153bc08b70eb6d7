import type { ErrorExplanation } from '../error-explanation.ts';

/** The embedded engine (SB8xx). Sorted by code. */
export const EMBEDDED_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB801: {
    title: 'An error of the engine itself',
    explanation: 'Something went wrong that the engine has no better word for; its log has the details.',
    fix: 'Look at the log; if it comes again, report it with what you did.',
  },
  SB802: {
    title: 'The engine’s data cannot be written',
    explanation:
      'The disk is full, or the data file or its folder cannot be read or written. What the engine did last was taken back as a whole, and it stops instead of going on from memory.',
    fix: 'Make room or give the right to write, then start the engine again: it goes on from what was written before.',
  },
  SB803: {
    title: 'The engine’s data is in use',
    explanation: 'Another engine has the same data file open. Two would do everything twice.',
    fix: 'Stop the other engine, or give this one a folder of its own with --data.',
  },
  SB804: {
    title: 'The engine’s data is damaged',
    explanation: 'The data file is no database, or a part of it cannot be read.',
    fix: 'Put back a copy of it, or move it away to begin anew.',
  },
  SB805: {
    title: 'The engine’s data is newer than the engine',
    explanation: 'The data file was written by a newer Signalbox, whose tables this one does not know.',
    fix: 'Use that version of Signalbox, or another folder for its data.',
  },
  SB806: {
    title: 'The engine cannot listen',
    explanation: 'Its port on 127.0.0.1 is taken, or may not be used.',
    fix: 'Stop what listens there, or choose another port with --port.',
  },
  SB807: {
    title: 'A setting that is wrong',
    explanation: 'A variable of the environment or an option of the command has a value that cannot be used.',
    fix: 'Correct it, or leave it out for its default.',
  },
};
