import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import type { Catalogue, Fields, RecordName, RecordType } from './catalogue.ts';
import { describeSchemaIssues } from './describe-schema-issues.ts';
import { readCalendars, zoneIssues } from './team-calendars.ts';
import { TEAM_CATALOGUE_KEYS, type TeamCatalogue, TeamCatalogueSchema } from './team-catalogue-schema.ts';
import { addTeamEvents, typeIssues } from './team-events.ts';
import { readFields } from './type-notation.ts';

/** A catalogue, and everything that is wrong with the file it was read from. */
export interface ExtendedCatalogue {
  readonly catalogue: Catalogue;
  readonly issues: readonly Issue[];
}

/**
 * The base catalogue and what the tree of a `catalogue.yaml` adds to it. With a tree of the wrong shape the base comes
 * back unchanged; every other issue leaves out only what it is about.
 */
export function readTeamCatalogue(base: Catalogue, tree: Json): ExtendedCatalogue {
  const parsed = TeamCatalogueSchema.safeParse(tree);
  if (!parsed.success) {
    return { catalogue: base, issues: describeSchemaIssues(parsed.error.issues, tree, TEAM_CATALOGUE_KEYS) };
  }
  const team = parsed.data;
  const zone = team.zone ?? base.zone;
  const events = addTeamEvents(base.events, team.events ?? {});
  const records = addContactFields(base.records, team);
  const calendars = readCalendars(team.calendars ?? {}, zone);
  return {
    catalogue: {
      events: events.events,
      records: records.records,
      actions: base.actions,
      segments: new Set([...base.segments, ...(team.segments ?? [])]),
      consents: new Set([...base.consents, ...(team.consents ?? [])]),
      teams: new Map([...base.teams, ...Object.entries(team.teams ?? {})]),
      calendars: new Map([...base.calendars, ...calendars.calendars]),
      secrets: new Set([...base.secrets, ...(team.secrets ?? [])]),
      messages: base.messages,
      zone,
    },
    issues: [
      ...zoneIssues(team.zone, '/zone'),
      ...events.issues,
      ...records.issues,
      ...calendars.issues,
      ...reservedConsent(team),
    ],
  };
}

/** A contact may lack any of them. They join the contact in `contact.…`, not in events: those carry what the app puts. */
function addContactFields(
  records: ReadonlyMap<RecordName, RecordType>,
  team: TeamCatalogue,
): { readonly records: ReadonlyMap<RecordName, RecordType>; readonly issues: readonly Issue[] } {
  const read = readFields(team.contact_fields ?? {}, 'optional', '/contact_fields');
  const issues = typeIssues(read);
  const extended = new Map(records);
  for (const [name, record] of records) {
    if (name !== 'contact') continue;
    const taken = Object.keys(read.fields).filter((field) => Object.hasOwn(record.fields, field));
    issues.push(...taken.map(takenField));
    const added: Fields = { ...read.fields, ...record.fields };
    extended.set(name, { ...record, fields: added });
  }
  return { records: extended, issues };
}

function takenField(field: string): Issue {
  return {
    code: 'SB509',
    severity: 'error',
    pointer: joinPointer('/contact_fields', field),
    message: `"${field}" is a standard field of contacts. Leave it out, or give yours another name.`,
  };
}

function reservedConsent(team: TeamCatalogue): Issue[] {
  const index = (team.consents ?? []).indexOf('none');
  if (index === -1) return [];
  const message = 'A consent cannot be called "none": that word says that a workflow needs no consent.';
  return [{ code: 'SB510', severity: 'error', pointer: joinPointer('/consents', index), message }];
}
