import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import type { Catalogue } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { withMessages } from '../../../../lib/workflow/catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../../../../lib/workflow/catalogue/team-catalogue.ts';

const TEXT = `
events:
  order.placed: { source: shop, detail_type: Order Placed, contact: contact_id, data: { contact_id: text, total: number, lines: [{ sku: text }] } }
  order.paid: { source: shop, detail_type: Order Paid, contact: contact_id, data: { contact_id: text, total: number } }
contact_fields: { plan: text, renewal_date: date, seats: number, last_order: time }
segments: [lapsed]
consents: [marketing]
teams: { sales: [sales@example.com], leads: [leads@example.com] }
calendars: { office: { hours: { mon: "09:00-17:00" } } }
secrets: [erp_key]
`;

/** A team with one of everything. */
export function teamCatalogue(): Catalogue {
  const { catalogue, issues } = extendCatalogue(builtInCatalogue(), { text: TEXT });
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return withMessages(catalogue, ['hello']);
}
