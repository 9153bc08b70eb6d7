import * as z from 'zod/mini';
import type { Hash } from '../../../ports/ids.ts';
import type { PromotionStore } from '../../../ports/promotion-store.ts';
import { durationSeconds } from '../../../workflow/schema/duration.ts';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { effectId } from '../publish-events.ts';
import { requireId } from '../records/record-changes.ts';
import { secondsAfter } from '../seconds-after.ts';

const PromotionSchema = z.object({
  promotion: z.string().check(z.minLength(1)),
  data: z._default(z.record(z.string(), z.json()), {}),
  expires_in: z._default(
    z.string().check(z.refine((text) => durationSeconds(text) > 0, 'must be a duration')),
    '1 day',
  ),
});

/** A10: `promotion.show`. The site asks for the visitor's decisions and shows them; nothing is pushed. */
export function createShowPromotion(ports: { readonly promotions: PromotionStore; readonly hash: Hash }): Action {
  return defineAction({
    input: PromotionSchema,
    async run({ promotion, data, expires_in }, context) {
      const { run, now } = context.task;
      const id = effectId(ports.hash, 'promotion', context.key);
      await ports.promotions.put({
        id,
        contact: requireId(context, 'contact'),
        promotion,
        data,
        workflow: run.workflow,
        runId: run.id,
        decidedAt: now,
        expiresAt: secondsAfter(now, durationSeconds(expires_in)),
      });
      return { decision_id: id, promotion };
    },
  });
}
