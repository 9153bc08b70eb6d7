import type { Result, SignalboxClient } from '../../client/create-client.ts';
import type { JsonObject } from '../../workflow/json.ts';

/** Something that happens in a scene, so many hours after its start. */
export interface Happening {
  readonly afterHours: number;
  /** The catalogue's name of the event. */
  readonly event: string;
  readonly data: JsonObject;
}

/** Something that a person does through the API. */
export interface Act {
  readonly afterHours: number;
  /** Who does it: an e-mail address. */
  readonly by: string;
  /** What, in a sentence without its subject. */
  readonly says: string;
  /** Does it; statistics that it looks at are shown. */
  readonly act: (client: SignalboxClient) => Promise<Result<'statistics', 'show'> | undefined>;
}

/** A workflow, and what happens to it. */
export interface Scene {
  readonly workflow: string;
  /** What there is to see, in a sentence. */
  readonly title: string;
  readonly happenings: readonly (Happening | Act)[];
  /** Show a line for each run, not its steps. */
  readonly brief?: true;
}

/** A person who is known from the start, under an id. */
export function person(id: string, first_name: string, more: JsonObject = {}): Happening {
  const contact = {
    ...{ id, first_name, email: `${first_name.toLowerCase()}@example.com`, zone: 'Europe/Berlin' },
    ...{ tags: [], segments: [], consents: ['marketing'], ...more },
  };
  return { afterHours: 0, event: 'contact.created', data: { contact } };
}
