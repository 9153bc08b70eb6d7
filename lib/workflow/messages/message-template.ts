import type { Json } from '../json.ts';

/** A message that workflows send, with merge tags: Liquid over `data`, `contact` and `now`. */
export interface MessageTemplate {
  /** What `template:` names; equal to the file's name. */
  readonly id: string;
  readonly subject: string;
  /** The plain text part. */
  readonly text: string;
  /** The HTML part; what tags put there is escaped. */
  readonly html?: string;
  /** `Name <address>`; absent: the deployment's. */
  readonly from?: string;
  /** By tag (`data.first_name`, `contact.company`): what stands there when the field is missing or empty. */
  readonly merge: Readonly<Record<string, Json>>;
}
