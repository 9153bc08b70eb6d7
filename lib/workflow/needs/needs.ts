import type { Catalogue } from '../catalogue/catalogue.ts';

/** What a definition can name that a team has to have. Sorted names without repetition. */
export type Needs = Readonly<Record<NeedKind, readonly string[]>>;

/** Kinds of names, in the words and order of `catalogue.yaml`, then what has files or code of its own. */
export const NEED_KINDS = [
  'events',
  'contact_fields',
  'segments',
  'consents',
  'teams',
  'calendars',
  'secrets',
  'messages',
  'actions',
] as const;

export type NeedKind = (typeof NEED_KINDS)[number];

/** A name of the needs that a catalogue does not have. */
export interface MissingName {
  readonly kind: NeedKind;
  readonly name: string;
}

/** Needs, kind by kind. */
export function needsOf(names: (kind: NeedKind) => Iterable<string>): Needs {
  const of = (kind: NeedKind): readonly string[] => [...new Set(names(kind))].sort();
  return {
    events: of('events'),
    contact_fields: of('contact_fields'),
    segments: of('segments'),
    consents: of('consents'),
    teams: of('teams'),
    calendars: of('calendars'),
    secrets: of('secrets'),
    messages: of('messages'),
    actions: of('actions'),
  };
}

/** What of the needs a catalogue lacks, in the order of {@link NEED_KINDS}. */
export function findMissing(needs: Needs, catalogue: Catalogue): readonly MissingName[] {
  return NEED_KINDS.flatMap((kind) => {
    const known = namesIn(catalogue, kind);
    return needs[kind].filter((name) => !known.has(name)).map((name) => ({ kind, name }));
  });
}

function namesIn(catalogue: Catalogue, kind: NeedKind): ReadonlySet<string> {
  switch (kind) {
    case 'events':
    case 'teams':
    case 'calendars':
    case 'actions':
      return new Set(catalogue[kind].keys());
    case 'contact_fields':
      return new Set(Object.keys({ ...catalogue.records.get('contact')?.fields }));
    default:
      return catalogue[kind];
  }
}
