import type { Catalogue } from '../catalogue/catalogue.ts';
import type { JsonObject } from '../json.ts';
import type { CatalogueNames } from './text-schemas.ts';

/** A JSON Schema for one of the names; for a catalogue without any, one that nothing fits. */
export function oneOfNames(names: Iterable<string>): JsonObject {
  const sorted = [...names].toSorted();
  return sorted.length === 0 ? { not: {}, description: 'the catalogue declares none' } : { enum: sorted };
}

/** An e-mail address, where a team or a person can be named. */
const ADDRESS: JsonObject = { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' };

/** The JSON Schema of a text that names something of the catalogue. */
export function namesSchema(names: CatalogueNames, catalogue: Catalogue): JsonObject {
  switch (names) {
    case 'events':
      return oneOfNames(catalogue.events.keys());
    case 'actions':
      return oneOfNames(catalogue.actions.keys());
    case 'segments':
      return oneOfNames(catalogue.segments);
    case 'calendars':
      return oneOfNames(catalogue.calendars.keys());
    case 'consents':
      return oneOfNames([...catalogue.consents, 'none']);
    case 'teams':
      return { items: peopleSchema(catalogue) };
  }
}

/** A team's id or an e-mail address. */
export function peopleSchema(catalogue: Catalogue): JsonObject {
  return { anyOf: [oneOfNames(catalogue.teams.keys()), ADDRESS] };
}
