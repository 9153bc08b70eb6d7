import type { Json } from '../../workflow/json.ts';
import { readField } from '../read-path.ts';
import { knownZone } from './local-time.ts';

/** The IANA zone that a workflow's `zone` means for a contact; the deployment's, where the contact has none. */
export function resolveZone(zone: string, contact: Json | undefined, deployment: string): string {
  return zone === 'contact'
    ? knownZone(contact === undefined ? undefined : readField(contact, 'zone'), deployment)
    : zone;
}
