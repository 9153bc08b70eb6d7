import type { Caller } from './caller.ts';
import type { AnswerOf, RequestOf } from './contract/route.ts';
import type { Routes } from './contract/routes.ts';

/** Who asks, and under which key. */
export interface CallContext {
  readonly caller: Caller;
  /** Scoped to the caller, the operation and what it is about. */
  readonly idempotencyKey: string | undefined;
}

/** What carries out one operation. */
export type Handler<Route> = (request: RequestOf<Route> & CallContext) => Promise<AnswerOf<Route>>;

/** What carries out the operations of one resource. */
export type HandlersOf<Group> = { readonly [Name in keyof Group]: Handler<Group[Name]> };

/** Resources of an engine on this machine alone. */
type EmbeddedGroup = 'outbox' | 'deadLetters';

/** What carries out everything that the API does. */
export type Resources = {
  readonly [Group in Exclude<keyof Routes, EmbeddedGroup>]: HandlersOf<Routes[Group]>;
} & { readonly [Group in EmbeddedGroup]?: HandlersOf<Routes[Group]> };
