import middy from '@middy/core';
import { handle } from 'hono/aws-lambda';
import { observe } from '../middleware/observe.ts';
import { trace } from '../middleware/trace.ts';
import { wire } from './wire.ts';
import { withoutPrefix } from './without-prefix.ts';

const SERVICE = 'serve-api';
const { logger, middleware } = observe(SERVICE);

/** Called by API Gateway for every request of the HTTP API; errors are answered, so none gets out. */
const serve = handle(wire({ onFailure: (error) => logger.error('A request failed', { error }) }));

export const handler = middy(serve)
  .use(trace(SERVICE))
  .use([...middleware])
  .use(withoutPrefix);
