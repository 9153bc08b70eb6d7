import type { Hash } from '../../../ports/ids.ts';
import type { RecordStore } from '../../../ports/record-store.ts';
import type { RecordName, RecordType } from '../../../workflow/catalogue/catalogue.ts';
import type { PublishEvents } from '../publish-events.ts';

/** What actions on records need. */
export interface RecordsPorts {
  readonly records: Pick<RecordStore, 'get' | 'create' | 'patch'>;
  readonly publish: PublishEvents;
  readonly hash: Hash;
  /** The catalogue's, with the team's contact fields. */
  readonly types: ReadonlyMap<RecordName, RecordType>;
}
