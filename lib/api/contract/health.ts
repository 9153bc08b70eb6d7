import { z } from 'zod';
import { defineRoute } from './route.ts';

/** Whether it works. */
export const healthRoutes = {
  show: defineRoute({
    method: 'GET',
    path: '/health',
    summary: 'Say whether the engine works',
    status: 200,
    answer: z
      .object({
        status: z.literal('ok'),
        queue: z
          .object({ waiting: z.int(), dead: z.int() })
          .optional()
          .meta({ description: 'Messages that wait and that were given up; of an engine on this machine.' }),
      })
      .meta({ id: 'Health' }),
  }),
};
