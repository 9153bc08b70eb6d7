import type { RecordStore, StoredRecord } from '../../../ports/record-store.ts';
import type { RecordName } from '../../../workflow/catalogue/catalogue.ts';

/**
 * Creates the record, whose id follows from the side effect's key. When an earlier try made it, that one counts, with
 * whatever people changed in it since.
 */
export async function createOnce(
  records: Pick<RecordStore, 'get' | 'create'>,
  name: RecordName,
  record: StoredRecord,
): Promise<StoredRecord> {
  if (await records.create(name, record)) return record;
  return (await records.get(name, record.id)) ?? record;
}
