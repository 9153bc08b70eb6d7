import type { EventType, RecordName } from './catalogue.ts';

/** The records whose fields events of the type carry: `contact` with `contact.id` in the data. */
export function carriedRecords({ records }: Pick<EventType, 'records'>): readonly RecordName[] {
  // The catalogue's own keys: only record names are declared.
  const declared = Object.entries(records) as [RecordName, string][];
  return declared.flatMap(([name, path]) => (path === `${name}.id` ? [name] : []));
}

/** The types of events that bring records up to date, by name, in the order of their names. */
export function recordEvents(events: ReadonlyMap<string, EventType>): readonly EventType[] {
  const carrying = [...events.values()].filter((type) => carriedRecords(type).length > 0);
  return carrying.sort((one, other) => (one.name < other.name ? -1 : 1));
}
