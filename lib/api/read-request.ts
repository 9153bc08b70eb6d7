import type { HonoRequest } from 'hono';
import type { z } from 'zod';
import { invalid } from '../errors/app-error.ts';
import type { RouteDefinition } from './contract/route.ts';

/** What a request consists of, before its types are told by its route. */
export interface ReadRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly revision: number | undefined;
}

/**
 * Reads and checks a request.
 *
 * @throws AppError SB701 with every field that is wrong in `details.issues` · SB710 without `If-Match` where it is needed
 */
export async function readRequest(request: HonoRequest, route: RouteDefinition): Promise<ReadRequest> {
  const findings: Finding[] = [];
  const check = (schema: z.ZodType | undefined, value: unknown, place: string): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    findings.push(...result.error.issues.map((issue) => describe(issue, place)));
    return undefined;
  };
  const params = check(route.params, request.param(), '/path');
  const query = check(route.query, request.query(), '/query');
  const revision = route.ifMatch ? readRevision(request) : undefined;
  const given = route.body === undefined ? undefined : await readJson(request, route);
  const body = route.rawBody ? given : check(route.body, given, '/body');
  if (findings.length > 0) {
    throw invalid({
      code: 'SB701',
      message: `The request cannot be read: ${findings.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ')}`,
      resolution: 'docs/api.md shows the requests, GET /openapi.json has all of them.',
      details: { issues: findings },
    });
  }
  return { params, query, body, revision };
}

interface Finding {
  readonly code: string;
  readonly severity: 'error';
  readonly pointer: string;
  readonly message: string;
}

function describe({ path, message }: z.core.$ZodIssue, place: string): Finding {
  const tokens = path.map((token) => String(token).replaceAll('~', '~0').replaceAll('/', '~1'));
  return { code: 'SB701', severity: 'error', pointer: [place, ...tokens].join('/'), message };
}

/** JSON, whatever the request calls it. No body is an empty object, for requests of which every field may be left out. */
async function readJson(request: HonoRequest, { rawBody }: RouteDefinition): Promise<unknown> {
  const text = await request.text();
  if (text === '' && !rawBody) return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid({
      code: 'SB701',
      message: `The body is no JSON: ${cause instanceof Error ? cause.message : 'unreadable'}`,
      resolution: 'Send JSON.',
      cause,
    });
  }
}

function readRevision(request: HonoRequest): number {
  if (request.header('if-none-match')?.trim() === '*') return 0;
  const given = request.header('if-match');
  const revision = /^(?:W\/)?"?(\d{1,15})"?$/.exec(given?.trim() ?? '')?.[1];
  if (revision !== undefined) return Number(revision);
  throw invalid({
    code: given === undefined ? 'SB710' : 'SB701',
    message:
      given === undefined
        ? 'The request does not say what it is based on: it has no If-Match.'
        : `If-Match is ${JSON.stringify(given.slice(0, 100))}, and that is no ETag of ours.`,
    resolution: 'Send the ETag of what you saw as If-Match; If-None-Match: * where there is nothing yet.',
  });
}
