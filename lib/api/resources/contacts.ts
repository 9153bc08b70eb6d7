import { createShowContact, type ShowContactDeps } from '../../engine/show-contact.ts';
import type { contactRoutes } from '../contract/contacts.ts';
import type { HandlersOf } from '../handler.ts';

/** What contacts are read from. */
export type ContactsDeps = ShowContactDeps;

/** Contacts, as far as workflows know them. */
export function createContactResource(deps: ContactsDeps): HandlersOf<typeof contactRoutes> {
  const show = createShowContact(deps);
  return { show: ({ params: { contact } }) => show(contact) };
}
