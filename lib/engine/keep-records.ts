import type { RecordStore } from '../ports/record-store.ts';
import { carriedRecords } from '../workflow/catalogue/carried-records.ts';
import type { EventType, RecordName } from '../workflow/catalogue/catalogue.ts';
import { isJsonObject, type JsonObject } from '../workflow/json.ts';
import { indexEventTypes } from './events/event-type-index.ts';
import { parseEnvelope } from './events/parse-envelope.ts';
import { readId } from './read-path.ts';

/** What keeping records needs. */
export interface KeepRecordsDeps {
  readonly records: Pick<RecordStore, 'patch'>;
  readonly events: ReadonlyMap<string, EventType>;
}

/** A record that an event brought up to date. */
export interface KeptRecord {
  readonly name: RecordName;
  readonly id: string;
}

/**
 * Keeps the records that an app's event carries: `contact` with `contact.id` in its data is what the app knows of that
 * contact now. So an app that puts events needs no other way to make its people and leads known. Fields it leaves out
 * stay as they are. One write for each such record, before dispatch reads it; none for events without.
 *
 * Events that workflows caused tell of records that are stored already, and replays of records as they were: both
 * change nothing.
 *
 * @throws AppError SB701 for what is no event
 */
export function createKeepRecords(deps: KeepRecordsDeps): (raw: unknown) => Promise<readonly KeptRecord[]> {
  const find = indexEventTypes(deps.events);
  return async (raw) => {
    const event = parseEnvelope(raw);
    const type = find(event);
    if (type === undefined || event.metadata.depth > 0 || event.replay !== undefined) {
      return [];
    }
    const carried = fieldsCarried(type, event.data);
    await Promise.all(carried.map(({ name, id, fields }) => deps.records.patch(name, id, { set: fields })));
    return carried.map(({ name, id }) => ({ name, id }));
  };
}

function fieldsCarried(type: EventType, data: JsonObject): readonly (KeptRecord & { readonly fields: JsonObject })[] {
  return carriedRecords(type).flatMap((name) => {
    const fields = data[name];
    const id = isJsonObject(fields) ? readId(fields.id) : undefined;
    return isJsonObject(fields) && id !== undefined ? [{ name, id, fields: { ...fields, id } }] : [];
  });
}
