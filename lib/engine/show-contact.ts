import { notFound } from '../errors/app-error.ts';
import type { ContactActivityStore } from '../ports/contact-activity-store.ts';
import type { RecordStore, StoredRecord } from '../ports/record-store.ts';

/** What showing a contact needs. */
export interface ShowContactDeps {
  readonly records: Pick<RecordStore, 'get'>;
  readonly activity: Pick<ContactActivityStore, 'listOpen'>;
}

/** A contact, and what workflows have to do with it now. */
export interface ContactView {
  readonly id: string;
  /** As it is on record; absent where events name the contact and none brought its record. */
  readonly record?: StoredRecord;
  readonly openRuns: readonly { readonly run: string; readonly workflow: string; readonly version: number }[];
  /** Events that its runs wait for. */
  readonly awaits: readonly { readonly run: string; readonly step: string; readonly event: string }[];
}

/**
 * Everything that is known of a contact but its past runs, which are a list of their own.
 *
 * @throws AppError SB671 nothing is known of it
 */
export function createShowContact({ records, activity }: ShowContactDeps): (contact: string) => Promise<ContactView> {
  return async (contact) => {
    const [record, { runs, waits }] = await Promise.all([records.get('contact', contact), activity.listOpen(contact)]);
    if (record === undefined && runs.length === 0) {
      throw notFound({
        code: 'SB671',
        message: `Nothing is known of a contact "${contact}".`,
        resolution: 'Look at its id; an event that carries the contact, such as contact.created, makes it known.',
      });
    }
    const open = runs.filter(({ ended }) => ended === undefined);
    return {
      id: contact,
      ...(record === undefined ? {} : { record }),
      openRuns: open.map(({ runId, workflow, version }) => ({ run: runId, workflow, version })),
      awaits: waits.map(({ runId, step, event }) => ({ run: runId, step, event })),
    };
  };
}
