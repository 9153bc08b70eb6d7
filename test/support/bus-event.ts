import { builtInCatalogue } from '../../lib/workflow/catalogue/built-in.ts';
import type { JsonObject } from '../../lib/workflow/json.ts';

/** An event as the bus delivers it: `lead.created` of contact-1, with the fields given. */
export function leadCreated(
  overrides: { readonly id?: string; readonly contact?: string; readonly lead?: JsonObject; readonly at?: string } = {},
) {
  const { id = 'event-1', contact = 'contact-1', lead = {}, at = '2026-03-01T10:00:00.000Z' } = overrides;
  return busEvent('signalbox.crm', 'Lead Created', {
    id,
    at,
    detail: { lead: { id: 'lead-1', contact_id: contact, status: 'new', ...lead } },
  });
}

/** Any event, as the bus delivers it. */
export function busEvent(
  source: string,
  detailType: string,
  given: { readonly id?: string; readonly at?: string; readonly detail: JsonObject },
) {
  const { id = 'event-1', at = '2026-03-01T10:00:00.000Z', detail } = given;
  return {
    version: '0',
    id,
    source,
    'detail-type': detailType,
    account: '1',
    region: 'local',
    time: at,
    resources: [],
    detail,
  };
}

/** An event of the built-in catalogue by name; without data, its sample. */
export function eventOf(
  name: string,
  given: { readonly id?: string; readonly at?: string; readonly detail?: JsonObject } = {},
) {
  const type = builtInCatalogue().events.get(name);
  if (type === undefined) throw new Error(`the catalogue has no ${name}`);
  return busEvent(type.source, type.detailType, { detail: { ...type.sample }, ...given });
}
