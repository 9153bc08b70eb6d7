import * as z from 'zod/mini';
import { invalid } from '../../../errors/app-error.ts';
import type { HttpRequest } from '../../../ports/http-caller.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import type { SignWebhook } from '../../../ports/webhook-signer.ts';
import { isJsonObject, type Json } from '../../../workflow/json.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean()]);

/** The input of `http.call`, rendered. */
export const HttpInputSchema = z.object({
  method: z._default(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']), 'GET'),
  url: z.string(),
  headers: z.optional(z.record(z.string(), Scalar)),
  query: z.optional(z.record(z.string(), Scalar)),
  body: z.optional(z.json()),
  auth: z.optional(
    z.union([
      z.strictObject({ bearer: z.string() }),
      z.strictObject({ basic: z.strictObject({ user: z.string(), password: z.string() }) }),
      z.strictObject({ header: z.strictObject({ name: z.string(), value: z.string() }) }),
    ]),
  ),
  sign: z.optional(z.string()),
  accept: z._default(z.array(z.int().check(z.gte(100), z.lte(599))), []),
});

export type HttpInput = z.output<typeof HttpInputSchema>;

/** Names the call to its receiver, the same for every try. */
export interface CallIdentity {
  readonly id: string;
  /** Milliseconds since the epoch: of this try. */
  readonly at: number;
}

/** Headers that say how a message is framed, or whom it is meant for: set by the client alone. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'accept-encoding'],
]);
const FORM = 'application/x-www-form-urlencoded';

/**
 * The request as it goes out, secrets filled in. A call that changes something carries `idempotency-key`, since it may
 * come twice.
 */
export async function buildRequest(
  input: HttpInput,
  identity: CallIdentity,
  ports: { readonly secrets: Secrets; readonly signWebhook: SignWebhook },
): Promise<HttpRequest> {
  const given = lowerCase(input.headers ?? {});
  const repeatable = input.method === 'GET' || input.method === 'HEAD';
  if (repeatable && input.body !== undefined) throw bodyOfGet(input.method);
  const { type, body } = writeBody(input.body, given['content-type']);
  const authorization = await authorize(input.auth, ports.secrets);
  const signature =
    input.sign === undefined
      ? {}
      : ports.signWebhook({ ...identity, body: body ?? '', keys: await ports.secrets.get(input.sign) });
  return {
    method: input.method,
    url: withQuery(input.url, input.query ?? {}),
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(repeatable ? {} : { 'idempotency-key': identity.id }),
      'user-agent': 'Signalbox',
      ...given,
      ...authorization,
      ...signature,
    },
    ...(body === undefined ? {} : { body }),
    secret: { headers: Object.keys(authorization) },
  };
}

function lowerCase(headers: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [headerName(name), String(value)]));
}

function headerName(name: string): string {
  const lower = name.toLowerCase();
  if (RESERVED.has(lower)) throw reservedHeader(lower);
  return lower;
}

/** Text goes as it is; maps and lists as JSON, or as a form where the header says so. */
function writeBody(
  body: Json | undefined,
  type: string | undefined,
): { readonly type?: string; readonly body?: string } {
  if (body === undefined) return {};
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', body };
  if (type?.startsWith(FORM) && isJsonObject(body)) {
    const fields = Object.entries(body).map(([name, value]): [string, string] => [name, formValue(value)]);
    return { body: new URLSearchParams(fields).toString() };
  }
  return { type: 'application/json', body: JSON.stringify(body) };
}

function formValue(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function withQuery(address: string, query: Readonly<Record<string, string | number | boolean>>): string {
  const url = URL.parse(address);
  // An address that is none is told by the caller's guard, in one place.
  if (url === null) return address;
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value));
  return url.href;
}

async function authorize(auth: HttpInput['auth'], secrets: Secrets): Promise<Record<string, string>> {
  if (auth === undefined) return {};
  if ('bearer' in auth) return { authorization: `Bearer ${await secrets.get(auth.bearer)}` };
  if ('header' in auth) return { [headerName(auth.header.name)]: await secrets.get(auth.header.value) };
  const credentials = `${auth.basic.user}:${await secrets.get(auth.basic.password)}`;
  return { authorization: `Basic ${base64(credentials)}` };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function bodyOfGet(method: string): Error {
  return invalid({
    code: 'bad_input',
    message: `A ${method} has no body.`,
    resolution: 'Name a method (POST, PUT, PATCH or DELETE), or send the values as query.',
  });
}

function reservedHeader(name: string): Error {
  return invalid({
    code: 'bad_header',
    message: `The header "${name}" is set by the client itself.`,
    resolution: 'Leave it out.',
  });
}
