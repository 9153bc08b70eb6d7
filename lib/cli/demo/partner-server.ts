import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGuardedHttpCaller } from '../../node/guarded-http-caller.ts';
import type { HttpCaller } from '../../ports/http-caller.ts';

/** Another company's systems, as far as the demo calls them: a real HTTP server on loopback. */
export interface PartnerServer {
  /** Reaches this server where the workflows name `https://….example.com`. */
  readonly http: HttpCaller;
  readonly close: () => Promise<void>;
}

/** Starts a credit bureau, an ERP and a warehouse behind one port. */
export async function startPartnerServer(): Promise<PartnerServer> {
  const server = createServer(async (request, response) => {
    const { status, body } = answer(request, await readBody(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const caller = createGuardedHttpCaller({ allowOrigins: [origin] });
  return {
    http: { call: (request) => caller.call({ ...request, url: redirectToLoopback(request.url, origin) }) },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function redirectToLoopback(address: string, origin: string): string {
  const { hostname, pathname, search } = new URL(address);
  return `${origin}/${hostname.split('.')[0]}${pathname}${search}`;
}

/** A bureau that knows people with small amounts, and is down for large ones. */
function answer({ url = '' }: IncomingMessage, body: unknown): { readonly status: number; readonly body: object } {
  if (url.startsWith('/erp')) {
    return { status: 200, body: { number: 'INV-2026-0042' } };
  }
  if (url.startsWith('/wms')) {
    return { status: 200, body: { reserved: true } };
  }
  const amount = typeof body === 'object' && body !== null && 'amount' in body ? Number(body.amount) : 0;
  return amount > 9000
    ? { status: 503, body: { message: 'down for maintenance' } }
    : { status: 200, body: { score: 720 } };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}
