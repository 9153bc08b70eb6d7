import type { Json } from '../json.ts';

/** The type of a value in an event, a record, an action's input or output. */
export type FieldType = {
  readonly description?: string;
  /** The field may be missing. */
  readonly optional?: boolean;
} & (
  | { readonly type: 'text'; readonly values?: readonly string[] }
  | { readonly type: 'number' | 'boolean' | 'time' | 'date' | 'clock' | 'any' }
  | { readonly type: 'list'; readonly of: FieldType }
  /** `open`: fields that are not named here are allowed, of type any. */
  | { readonly type: 'object'; readonly fields: Fields; readonly open?: boolean }
);

/** Fields by name. */
export type Fields = Readonly<Record<string, FieldType>>;

/** A record that an event can be about. */
export type RecordName = 'contact' | 'conversation' | 'lead' | 'ticket' | 'task' | 'appointment' | 'inquiry';

/** An event type, built in or a team's own. */
export interface EventType {
  /** As definitions name it, e.g. `lead.created`. */
  readonly name: string;
  readonly source: string;
  readonly detailType: string;
  readonly title: string;
  readonly description: string;
  /** The row of product.md's trigger table, for built-in ones. */
  readonly row?: string;
  /** Path of the contact's id (or anonymous visitor's) in the data, without the root, e.g. `lead.contact_id`. */
  readonly contact?: string;
  /** Which records a definition may read for this event, and where in the data their ids are, without the root. */
  readonly records: Readonly<Partial<Record<RecordName, string>>>;
  readonly data: Fields;
  /** Valid data, for docs, tests, demos and previews. */
  readonly sample: Readonly<Record<string, Json>>;
}

/** A record's fields. `contact` gains the team's `contact_fields`. */
export interface RecordType {
  readonly name: RecordName;
  readonly title: string;
  readonly description: string;
  readonly fields: Fields;
}

/**
 * A field of an action's input. Beside plain types: names of things that the catalogue or the deployment declares.
 * Text takes templates unless `literal`.
 */
export type InputField = {
  readonly description: string;
  readonly optional?: boolean;
  readonly literal?: boolean;
} & (
  | { readonly type: 'text'; readonly values?: readonly string[] }
  | { readonly type: 'number' | 'boolean' | 'time' | 'any' | 'duration' }
  | { readonly type: 'secret' | 'team' | 'segment' | 'event' | 'workflow' | 'message_template' }
  /** A team, or an e-mail address. */
  | { readonly type: 'assignee' }
  /** The name of a field of that record. */
  | { readonly type: 'field'; readonly record: RecordName }
  | { readonly type: 'list'; readonly of: InputField }
  | { readonly type: 'object'; readonly fields: Readonly<Record<string, InputField>> }
  /** Any names; `of` is the type of each value. With `keys`, names and values follow that record's fields. */
  | {
      readonly type: 'map';
      readonly of: InputField;
      readonly keys?: RecordName;
      /** Names and values follow the data of the event that this other input names. */
      readonly dataOf?: string;
    }
);

/** An action that `do` can name. */
export interface ActionType {
  /** e.g. `email.send`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The Lambda that serves it: one per family, each with its own role. A team's own action is its own family. */
  readonly family: string;
  readonly input: Readonly<Record<string, InputField>>;
  /** `steps.<id>.…`. */
  readonly output: Fields;
  /** Where `returns` types are put (`body`, `value`); absent: `returns` is refused. */
  readonly returns?: 'body' | 'value';
  /** It reaches a person outside the team: the workflow must name a consent. */
  readonly sendsMessage: boolean;
  /** Records it changes, so that what was read before is stale. */
  readonly writes: readonly RecordName[];
  /** Records it reads by itself, beyond what its input's references name. */
  readonly reads: readonly RecordName[];
  /** What happens when a try is cut off after the effect and before its outcome was saved. */
  readonly delivery: 'at_most_once' | 'at_least_once';
  /** All tries, first delay; see RetryPolicy. */
  readonly retry: {
    readonly attempts: number;
    readonly delaySeconds: number;
    readonly factor: number;
    readonly maxDelaySeconds: number;
  };
  readonly timeoutSeconds: number;
  /** Event types it makes happen, for the loop check. */
  readonly causes: readonly string[];
}

/** Weekly hours and days off. Clocks are `HH:MM`, `24:00` allowed as an end; holidays are dates. */
export interface Calendar {
  readonly zone: string;
  readonly hours: Readonly<
    Partial<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', readonly (readonly [string, string])[]>>
  >;
  readonly holidays: readonly string[];
}

/** Everything a definition can name: the built-in catalogue, the team's `catalogue.yaml`, and own actions. */
export interface Catalogue {
  readonly events: ReadonlyMap<string, EventType>;
  readonly records: ReadonlyMap<RecordName, RecordType>;
  readonly actions: ReadonlyMap<string, ActionType>;
  readonly segments: ReadonlySet<string>;
  readonly consents: ReadonlySet<string>;
  /** Members' e-mail addresses by team id. */
  readonly teams: ReadonlyMap<string, readonly string[]>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly secrets: ReadonlySet<string>;
  /** Ids of the message templates under `statemachines/messages/`. */
  readonly messages: ReadonlySet<string>;
  /** IANA name used where a workflow names no zone. */
  readonly zone: string;
}
