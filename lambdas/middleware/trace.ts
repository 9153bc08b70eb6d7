import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import type { MiddlewareObj } from '@middy/core';

/**
 * A segment for each call, with its errors. Not for dispatch and signal, whose start counts: Lambda traces those by
 * itself. Responses stay out of the traces: they hold what people wrote.
 */
export function trace(serviceName: string): MiddlewareObj {
  return captureLambdaHandler(new Tracer({ serviceName, captureHTTPsRequests: false }), { captureResponse: false });
}
