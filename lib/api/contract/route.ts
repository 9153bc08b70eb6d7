import type { z } from 'zod';

/** One operation of the HTTP API: what is asked, what is answered, and what a caller has to observe. */
export interface RouteDefinition {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parameters in braces: `/runs/{run}`. */
  readonly path: `/${string}`;
  /** One line, for lists of operations. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Absent: a body is not read. */
  readonly body?: z.ZodType;
  /** The body is handed on as it was parsed, because what reads it says better what is wrong with it. */
  readonly rawBody?: true;
  /** Of a success. */
  readonly status: 200 | 201 | 202 | 204;
  /** Absent: the answer has no body. */
  readonly answer?: z.ZodType;
  /** The answer has a `revision`, which is sent as its ETag, too. */
  readonly etag?: true;
  /** `If-Match` with the revision that the caller saw is required: 428 without, 412 when it is no longer so. */
  readonly ifMatch?: true;
  /** Takes an `Idempotency-Key`: the same key answers again what it answered first. */
  readonly idempotent?: true;
  /** Of an engine on this machine alone; a deployment answers 404. */
  readonly embedded?: true;
}

/** A route with its literal types kept: handlers and the client take theirs from it. */
export function defineRoute<const Route extends RouteDefinition>(route: Route): Route {
  return route;
}

type Output<Route, Part extends string> = Route extends { readonly [Key in Part]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

/** What a request of a route consists of, once it is checked. */
export interface RequestOf<Route> {
  readonly params: Output<Route, 'params'>;
  readonly query: Output<Route, 'query'>;
  readonly body: Output<Route, 'body'>;
  /** Of `If-Match`; 0 stands for `If-None-Match: *`. */
  readonly revision: Route extends { readonly ifMatch: true } ? number : undefined;
}

/** JSON that is sent: nobody changes it any more. */
type Sent<Value> = Value extends readonly (infer Item)[]
  ? readonly Sent<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Sent<Value[Key]> }
    : Value;

/** What a route answers. */
export type AnswerOf<Route> = Route extends { readonly answer: infer Schema extends z.ZodType }
  ? Sent<z.input<Schema>>
  : undefined;
