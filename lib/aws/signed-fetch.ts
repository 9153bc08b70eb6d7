import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

type SignerOptions = ConstructorParameters<typeof SignatureV4>[0];

/** Whose requests they are, and where they go. */
export interface SignedFetchDeps {
  readonly credentials: SignerOptions['credentials'];
  readonly region: string;
  /** What sends them, once they are signed. */
  readonly fetch: typeof fetch;
}

/** A `fetch` whose requests API Gateway’s IAM authorizer accepts: text bodies alone, signed with Signature Version 4. */
export function createSignedFetch({ credentials, region, fetch: send }: SignedFetchDeps): typeof fetch {
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: Sha256 });
  return async (input, init = {}) => {
    const url = new URL(String(input));
    const { method = 'GET', body } = init;
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...Object.fromEntries(new Headers(init.headers)), host: url.host },
      ...(typeof body === 'string' ? { body } : {}),
    });
    // The platform sets it, from the same address.
    const { host: _, ...headers } = signed.headers;
    return send(url, { ...init, headers });
  };
}

/** What the signer asks of a hash, on Node’s own. */
class Sha256 {
  private readonly state: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: ConstructorParameters<SignerOptions['sha256']>[0]) {
    this.state = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: Uint8Array): void {
    this.state.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.state.digest());
  }

  reset(): void {
    throw new Error('A hash of one text is not used again.');
  }
}

function bytesOf(secret: NonNullable<ConstructorParameters<SignerOptions['sha256']>[0]>): string | Uint8Array {
  if (typeof secret === 'string') return secret;
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
