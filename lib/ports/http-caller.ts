/** A request to somebody else's system. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute; credentials in it are refused. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What carries a secret, so that whoever keeps or shows the request leaves it out: header names, `url`. */
  readonly secret?: { readonly headers?: readonly string[]; readonly url?: true };
}

/** What came back, whatever the status. Redirects are answers like others: they are never followed. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 text. */
  readonly body: string;
}

/**
 * Calls addresses that users name, guarded against private networks, endless bodies and endless waits. Its AppErrors:
 * `bad_url`, `blocked_address` and `response_too_large` (invalid), `network_error` and `http_timeout` (transient).
 * One after which the request may have been carried out has `details.effect: 'unknown'`.
 */
export interface HttpCaller {
  call(request: HttpRequest): Promise<HttpResponse>;
}
