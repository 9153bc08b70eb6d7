import { type Item, text } from './attributes.ts';

/** Sort keys of a contact's partition. Open runs and waits stand together, so that one query reads both. */
export const OPEN = 'o#';

/** The key of a run that has not ended. */
export function openRunKey(contact: string, runId: string): Item {
  return { pk: text(contact), sk: text(`${OPEN}run#${runId}`) };
}

/** The key of a registered wait. */
export function waitKey(contact: string, key: string): Item {
  return { pk: text(contact), sk: text(`${OPEN}wait#${key}`) };
}

/** The key of the mark of entry into a workflow: when last, and which runs are open. */
export function entryKey(contact: string, workflow: string): Item {
  return { pk: text(contact), sk: text(`entry#${workflow}`) };
}

/** The key of a signal: signals of one event stand in the order of their times. */
export function signalKey(contact: string, event: string, at: string, id: string): Item {
  return { pk: text(contact), sk: text(`${signalsOf(event)}${at}#${id}`) };
}

/** The key of what is known of all signals of an event; it stands behind the last of them. */
export function signalHeadKey(contact: string, event: string): Item {
  return { pk: text(contact), sk: text(`${signalsOf(event)}~`) };
}

/** What the sort keys of an event's signals begin with. */
export function signalsOf(event: string): string {
  return `signal#${event}#`;
}
