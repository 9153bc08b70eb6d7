import type { RunFacts } from '../../compiler/compiled-workflow.ts';
import type { RecordStore } from '../../ports/record-store.ts';
import type { RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { CurrentRecords } from './action.ts';

/** The run's records of these names as they are now, in one read; none when the run is about none of them. */
export async function readRecords(
  run: RunFacts,
  names: Iterable<RecordName>,
  store: Pick<RecordStore, 'getMany'>,
): Promise<CurrentRecords> {
  const keys = [...new Set(names)].flatMap((name) => {
    const id = recordId(run, name);
    return id === undefined ? [] : [{ name, id }];
  });
  if (keys.length === 0) return {};
  const found = await store.getMany(keys);
  return Object.fromEntries(found.map(({ name, record }) => [name, record]));
}

/** The id of the run's record of that name, if the run is about one. */
export function recordId(run: RunFacts, name: RecordName): string | undefined {
  return run.records?.[name] ?? (name === 'contact' ? run.contact : undefined);
}
