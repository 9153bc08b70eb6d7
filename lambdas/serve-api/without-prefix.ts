import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { TOKEN_PREFIX } from '../../lib/config/names.ts';

/** Takes away what tells API Gateway that a caller comes with a token: the API behind it is the same. */
export const withoutPrefix: MiddlewareObj<APIGatewayProxyEventV2> = {
  before: ({ event }) => {
    if (event.rawPath.startsWith(`${TOKEN_PREFIX}/`)) event.rawPath = event.rawPath.slice(TOKEN_PREFIX.length);
  },
};
