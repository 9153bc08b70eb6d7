import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';
import { ACCESS, type Role } from './access.ts';
import { ProblemSchema } from './contract/problem-schema.ts';
import type { RouteDefinition } from './contract/route.ts';
import { ROUTES } from './contract/routes.ts';

/** Grows with what callers have to observe. */
const API_VERSION = '1.0.0';

/** The OpenAPI 3.1 document of the routes: a plain JSON object, the same each time. */
export function describeApi(): object {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono();
  for (const [group, routes] of Object.entries(ROUTES)) {
    for (const [name, route] of Object.entries(routes) as [string, RouteDefinition][]) {
      const roles: Readonly<Record<string, Role>> = ACCESS[group as keyof typeof ACCESS];
      openAPIRegistry.registerPath(describeRoute(route, { group, name, role: roles[name] }));
    }
  }
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Signalbox',
      version: API_VERSION,
      description:
        'Customer workflows: definitions, versions, what runs, runs, approvals, events. The same API on a laptop and on AWS.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: 'http://127.0.0.1:4400', description: 'The engine on this machine.' }],
  });
}

interface Place {
  readonly group: string;
  readonly name: string;
  readonly role: Role | undefined;
}

function describeRoute(route: RouteDefinition, { group, name, role }: Place): RouteConfig {
  const { summary, params, query, body } = route;
  const headers = headersOf(route);
  return {
    method: METHODS[route.method],
    path: route.path,
    operationId: `${group}.${name}`,
    tags: [group],
    summary,
    description: [route.description, `Role: ${role}.`, route.embedded ? EMBEDDED : undefined]
      .filter((part) => part !== undefined)
      .join(' '),
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [route.status]: {
        description: 'Done.',
        ...(route.etag
          ? { headers: { ETag: { description: 'The revision.', schema: { type: 'string' as const } } } }
          : {}),
        ...(route.answer === undefined ? {} : { content: { 'application/json': { schema: route.answer } } }),
      },
      default: {
        description: 'An error.',
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    },
  };
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

const EMBEDDED = 'Of an engine on this machine alone.';

function headersOf({ ifMatch, idempotent }: RouteDefinition) {
  const shape = {
    ...(ifMatch
      ? {
          'If-Match': z.string().optional().meta({
            description:
              'ETag of what the caller saw. Required, unless `If-None-Match: *` says that there was nothing.',
          }),
        }
      : {}),
    ...(idempotent
      ? { 'Idempotency-Key': z.string().max(200).optional().meta({ description: 'The same key is the same request.' }) }
      : {}),
  };
  return Object.keys(shape).length === 0 ? undefined : z.object(shape);
}
