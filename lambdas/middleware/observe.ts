import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import { AppError } from '../../lib/errors/app-error.ts';

/** Namespace of all metrics that the functions emit. */
const NAMESPACE = 'Signalbox';

export interface Observability {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly middleware: readonly MiddlewareObj[];
}

/**
 * Logs and metrics of one function, made once per cold start. Every line carries the function's service name and, once
 * the handler has set it, the correlation id, which is the run's id. Errors are logged here, and go on.
 */
export function observe(serviceName: string): Observability {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: NAMESPACE, serviceName });
  return {
    logger,
    metrics,
    middleware: [injectLambdaContext(logger, { resetKeys: true }), flush(metrics), logErrors(logger)],
  };
}

function flush(metrics: Metrics): MiddlewareObj {
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: publish, onError: publish };
}

function logErrors(logger: Logger): MiddlewareObj {
  return {
    onError: ({ error }) => {
      if (error) logger.error(error.message, { error, ...facts(error) });
    },
  };
}

/** What an AppError says for programs; it holds neither secrets nor personal data. */
export function facts(error: unknown): Record<string, unknown> {
  if (!(error instanceof AppError)) return {};
  const { code, kind, resolution, details } = error;
  return { code, kind, ...(resolution === undefined ? {} : { resolution }), details };
}
