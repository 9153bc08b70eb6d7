import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { invalid, notFound } from '../errors/app-error.ts';
import { ACCESS, type Role } from './access.ts';
import { type AnswerOnceDeps, createAnswerOnce } from './answer-once.ts';
import type { Caller } from './caller.ts';
import type { RouteDefinition } from './contract/route.ts';
import { ROUTES } from './contract/routes.ts';
import type { Resources } from './handler.ts';
import { limitBody } from './limit-body.ts';
import { isFault, problem } from './problem.ts';
import { type ReadRequest, readRequest } from './read-request.ts';
import { requireRole } from './require-role.ts';

/** What the API is made of. */
export interface ApiDeps extends AnswerOnceDeps {
  readonly resources: Resources;
  /** Who calls; AppErrors are answered. */
  readonly authenticate: (context: Context) => Caller;
  /** Resolves when what was changed is kept for good; waited for before a change is answered. */
  readonly settled?: () => Promise<void>;
  /** Seen by every request first. */
  readonly before?: readonly MiddlewareHandler[];
  /** Adds what is no part of the API, under the same treatment of errors. */
  readonly extend?: (app: Hono) => void;
  /** Told of errors that are ours; the caller learns no more than that there was one. */
  readonly onFailure: (error: unknown) => void;
}

/** The HTTP API: every route of the table, checked, authorized and answered in one way. */
export function createApi(deps: ApiDeps): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    if (isFault(error)) deps.onFailure(error);
    return problem(context, error);
  });
  app.notFound((context) => problem(context, nothingThere(context)));
  app.use(limitBody(), ...(deps.before ?? []));
  app.get('/openapi.json', async (context) => {
    requireRole(deps.authenticate(context), 'viewer', 'read the API’s description');
    const { describeApi } = await import('./openapi-document.ts');
    return context.json(describeApi());
  });
  const once = createAnswerOnce(deps);
  for (const operation of operationsOf(deps.resources)) {
    const { route } = operation;
    app.on(route.method, toHonoPath(route.path), (context) => answer(context, operation, deps, once));
  }
  deps.extend?.(app);
  return app;
}

/** A handler whose types its route tells: the table is walked, so here they are not known any more. */
type AnyHandler = (
  request: ReadRequest & { readonly caller: Caller; readonly idempotencyKey: string | undefined },
) => Promise<unknown>;

interface Operation {
  /** `runs.stop` */
  readonly id: string;
  readonly route: RouteDefinition;
  readonly role: Role;
  readonly handle: AnyHandler;
}

function operationsOf(resources: Resources): readonly Operation[] {
  return Object.entries(ROUTES).flatMap(([group, routes]) => {
    const handlers = resources[group as keyof Resources];
    if (handlers === undefined) return [];
    return Object.entries(routes).map(([name, route]: [string, RouteDefinition]) => ({
      id: `${group}.${name}`,
      route,
      // Both tables have the routes' keys: their types say so.
      role: (ACCESS[group as keyof typeof ACCESS] as Readonly<Record<string, Role>>)[name] as Role,
      handle: (handlers as Readonly<Record<string, AnyHandler>>)[name] as AnyHandler,
    }));
  });
}

async function answer(
  context: Context,
  { id, route, role, handle }: Operation,
  { authenticate, settled }: ApiDeps,
  once: ReturnType<typeof createAnswerOnce>,
): Promise<Response> {
  const caller = authenticate(context);
  requireRole(caller, role, route.summary);
  const request = await readRequest(context.req, route);
  const idempotencyKey = route.idempotent ? readKey(context) : undefined;
  const carryOut = () => handle({ ...request, caller, idempotencyKey });
  const key = [caller.name, id, context.req.path, idempotencyKey].join('\n');
  const body = await (idempotencyKey === undefined ? carryOut() : once({ key, body: request.body }, carryOut));
  if (route.method !== 'GET') await settled?.();
  if (route.answer === undefined || route.status === 204) return context.body(null, 204);
  return context.body(JSON.stringify(body), route.status, {
    'content-type': 'application/json',
    ...(route.etag ? { etag: `"${revisionOf(body)}"` } : {}),
  });
}

function readKey(context: Context): string | undefined {
  const key = context.req.header('idempotency-key');
  if (key === undefined || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw invalid({
    code: 'SB701',
    message: 'The Idempotency-Key is not 1 to 200 visible ASCII characters.',
    resolution: 'Send a UUID or another text without spaces.',
  });
}

/** Answers with an ETag have a revision: their schemas say so. */
function revisionOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'revision' in body ? String(body.revision) : '';
}

function toHonoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function nothingThere({ req }: Context) {
  return notFound({
    code: 'SB706',
    message: `There is nothing at ${req.method} ${req.path}.`,
    resolution: 'docs/api.md lists what is there.',
  });
}
