import type { Catalogue, Fields, RecordName } from '../../catalogue/catalogue.ts';

/** The fields of a record that an action may set: all but its id. None of a record that the catalogue lacks. */
export function settableFields(record: RecordName, catalogue: Catalogue): Fields {
  const { id: _id, ...fields }: Fields = catalogue.records.get(record)?.fields ?? {};
  return fields;
}
