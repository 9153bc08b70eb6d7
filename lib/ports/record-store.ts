import type { RecordName } from '../workflow/catalogue/catalogue.ts';
import type { Json, JsonObject } from '../workflow/json.ts';

/** A stored record: `id` and the fields of its catalogue type. */
export type StoredRecord = JsonObject & { readonly id: string };

/** One change of a record, applied atomically. */
export interface RecordPatch {
  readonly set?: JsonObject;
  readonly unset?: readonly string[];
  /** Items to add to or remove from list fields, as sets. */
  readonly add?: Readonly<Record<string, readonly Json[]>>;
  readonly remove?: Readonly<Record<string, readonly Json[]>>;
}

/** Contacts and the other records: the minimum the engine needs. A contact's `consents` is a list of consent ids. */
export interface RecordStore {
  get(name: RecordName, id: string): Promise<StoredRecord | undefined>;
  /** Several in one consistent read; what does not exist is absent. */
  getMany(
    keys: readonly { readonly name: RecordName; readonly id: string }[],
  ): Promise<readonly { readonly name: RecordName; readonly record: StoredRecord }[]>;
  /** Creates it, or returns `false` and changes nothing when it exists. */
  create(name: RecordName, record: StoredRecord): Promise<boolean>;
  put(name: RecordName, record: StoredRecord): Promise<void>;
  /** Creates the record when absent. Returns it as it is afterwards, and what it was before. */
  patch(
    name: RecordName,
    id: string,
    patch: RecordPatch,
  ): Promise<{ readonly before?: StoredRecord; readonly after: StoredRecord }>;
}
